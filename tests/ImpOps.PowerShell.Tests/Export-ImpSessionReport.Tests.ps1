BeforeAll {
    $sample = Join-Path $TestDrive 'sample.csv'
    "Group,Node,User,Device`nEast,e1,alice,Desktop`nEast,e1,alice,iPhone`nEast,e2,=cmd|'/c calc'!A0,iPad`nWest,w1,张伟,Desktop" | Set-Content $sample -Encoding utf8
    $levels = 'Cluster', 'SubCluster', 'Node', 'User'
    function Get-Figures($Report) { $Report | ForEach-Object { "$($_.Level) $($_.PresenceRedundancyGroup)/$($_.NodeName) $($_.UserCount)$($_.UserId) $($_.SessionCount) $($_.DeviceType -join '+')" } }
}

Describe 'Export-ImpSessionReport' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $target = Join-Path $folder 'report.csv'
    }

    It 'writes a summary, and the users of each node beside it' {
        $files = Get-ImpSessionReport $sample -Level $levels | Export-ImpSessionReport $target -PassThru
        $files[0] | Should -BeOfType ([IO.FileInfo])
        $files.Name | Should -Be 'report.csv', 'report.e1.csv', 'report.e2.csv', 'report.w1.csv'
        (Get-ChildItem $folder).Count | Should -Be 4
        [IO.File]::ReadAllBytes($target)[0..2] | Should -Be 0xEF, 0xBB, 0xBF
    }

    It 'gives nothing without -PassThru' {
        Get-ImpSessionReport $sample | Export-ImpSessionReport -Path $target | Should -BeNullOrEmpty
        $target | Should -Exist
    }

    It 'writes what is read back to the same figures, in <Language> with <Delimiter> and <Encoding>' -ForEach @(
        @{ Language = 'en'; Delimiter = ','; Encoding = 'utf8BOM' }
        @{ Language = 'zh'; Delimiter = ';'; Encoding = 'utf8NoBOM' }
        @{ Language = 'zh'; Delimiter = "`t"; Encoding = 'unicode' }
        @{ Language = 'en'; Delimiter = '|'; Encoding = 'utf-16BE' }
    ) {
        $report = Get-ImpSessionReport $sample -Level $levels
        $report | Export-ImpSessionReport $target -Language $Language -Delimiter $Delimiter -Encoding $Encoding
        Get-Figures (Get-ImpSessionReport $folder/*.csv -Level $levels) | Should -Be (Get-Figures $report)
    }

    It 'writes what Import-Csv reads, with headings in the language' {
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Language en
        $rows = Import-Csv $target
        $rows[0].Level, $rows[0].'Total number of sessions' | Should -Be 'Cluster', '4'
        $rows[2].'Node Name', $rows[2].'Device Type: iPhone' | Should -Be 'e1', '1'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Language zh
        (Import-Csv $target -Encoding utf8)[0].级别 | Should -Be '群集'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Language zh-CN
        (Import-Csv $target -Encoding utf8)[0].级别 | Should -Be '群集'
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Language fr } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target
        Get-Content $target -TotalCount 1 -Encoding utf8 | Should -BeLike $(if ($PSUICulture -like 'zh*') { '级别,*' } else { 'Level,*' })
    }

    It 'escapes what a spreadsheet would run' {
        Get-ImpSessionReport $sample -Level User -NodeName e2 | Export-ImpSessionReport $target
        Get-Content $target -Raw | Should -Match ([regex]::Escape("'=cmd|"))
        (Get-ImpSessionReport $target -Level User).UserId | Should -Be "=cmd|'/c calc'!A0"
    }

    It 'writes nothing with -WhatIf' {
        Get-ImpSessionReport $sample -Level $levels | Export-ImpSessionReport $target -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'replaces a file, but not with -NoClobber' {
        'old' | Set-Content $target
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target -NoClobber } | Should -Throw -ErrorId 'FileExists,ImpOps.PowerShell.Commands.ExportImpSessionReportCommand'
        Get-Content $target | Should -Be 'old'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target
        Get-Content $target | Should -Not -Contain 'old'
    }

    It 'replaces a read-only file with -Force only' {
        'old' | Set-Content $target
        Set-ItemProperty $target IsReadOnly $true
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target } | Should -Throw -ErrorId 'FileReadOnly,*'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Force
        Get-Content $target | Should -Not -Contain 'old'
    }

    It 'leaves the old file where nothing comes in or the input fails' {
        'old' | Set-Content $target
        { @() | Export-ImpSessionReport $target } | Should -Throw -ErrorId 'NothingToExport,*'
        { Get-ImpSessionReport $TestDrive/missing.csv -ErrorAction Stop | Export-ImpSessionReport $target } | Should -Throw -ErrorId 'PathMatchesNothing,*'
        Get-Content $target | Should -Be 'old'
        (Get-ChildItem $folder -Force).Count | Should -Be 1
    }

    It 'writes nothing where the encoding lacks a character' {
        { Get-ImpSessionReport $sample -Level User | Export-ImpSessionReport $target -Encoding ascii } | Should -Throw -ErrorId 'EncodingTooSmall,*'
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'DirectoryNotFound'; Path = 'no/such/folder/report.csv'; Delimiter = ',' }
        @{ Id = 'PathIsDirectory'; Path = ''; Delimiter = ',' }
        @{ Id = 'DelimiterInvalid'; Path = 'report.csv'; Delimiter = 'x' }
    ) {
        { Get-ImpSessionReport $sample | Export-ImpSessionReport "$folder/$Path" -Delimiter $Delimiter } | Should -Throw -ErrorId "$Id,*"
    }

    It 'takes lines from another process and from JSON' {
        $report = Get-ImpSessionReport $sample -Level $levels
        $report | Export-Clixml $TestDrive/report.xml
        Import-Clixml $TestDrive/report.xml | Export-ImpSessionReport $target
        Get-Figures (Get-ImpSessionReport $folder/*.csv -Level $levels) | Should -Be (Get-Figures $report)

        Remove-Item $folder/*
        $report | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Export-ImpSessionReport $target
        Get-Figures (Get-ImpSessionReport $folder/*.csv -Level $levels) | Should -Be (Get-Figures $report)
    }

    It 'refuses what is no line of a report' {
        { 'text' | Export-ImpSessionReport $target -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Get-Item $TestDrive | Export-ImpSessionReport $target -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'completes encodings' {
        (TabExpansion2 'Export-ImpSessionReport x -Encoding utf8' 40).CompletionMatches.CompletionText | Should -Be 'utf8', 'utf8BOM', 'utf8NoBOM'
    }
}

Describe 'Export-ImpSessionReport as HTML' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $target = Join-Path $folder 'report.html'
    }

    It 'is chosen by the extension <Name>' -ForEach @(
        @{ Name = 'report.html'; Begin = '<!DOCTYPE html*' }
        @{ Name = 'REPORT.HTM'; Begin = '<!DOCTYPE html*' }
        @{ Name = 'report.csv'; Begin = '*Level,*' }
        @{ Name = 'report'; Begin = '*Level,*' }
    ) {
        Get-ImpSessionReport $sample | Export-ImpSessionReport (Join-Path $folder $Name) -Language en
        [IO.File]::ReadAllText((Join-Path $folder $Name)) | Should -BeLike $Begin
    }

    It 'is chosen by -Format' {
        Get-ImpSessionReport $sample | Export-ImpSessionReport (Join-Path $folder 'report.txt') -Format Html
        Get-Content (Join-Path $folder 'report.txt') -Raw | Should -BeLike '<!DOCTYPE html*'
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Format Csv -Language en
        Get-Content $target -TotalCount 1 | Should -BeLike '*Level,*'
        (TabExpansion2 'Export-ImpSessionReport x -Format ' 34).CompletionMatches.CompletionText | Should -Be 'Csv', 'Html'
    }

    It 'is one file with the users of all nodes, escaped' {
        $files = Get-ImpSessionReport $sample -Level $levels | Export-ImpSessionReport $target -PassThru
        $files.Name | Should -Be 'report.html'
        (Get-ChildItem $folder -Force).Count | Should -Be 1
        $text = Get-Content $target -Raw -Encoding utf8
        $text | Should -BeLike '*"=cmd|\u0027/c calc\u0027!A0"*'
        $text | Should -BeLike '*"张伟"*'
        $text | Should -BeLike "*default-src 'none'*"
    }

    It 'shows limits and thresholds of -Capacity, from <From>' -ForEach @(
        @{ From = 'Measure-ImpJsmCapacity'; Travel = { $args[0] } }
        @{ From = 'CSV'; Travel = { $args[0] | Export-Csv $TestDrive/capacity.csv -Encoding utf8; Import-Csv $TestDrive/capacity.csv } }
        @{ From = 'a history'; Travel = { Import-ImpCounterLog (Join-Path $env:IMPOPS_REPOSITORY 'examples/data/perfmon/*.csv') | ForEach-Object { $_ } | Measure-ImpJsmCapacity -OvaSize 500 | Select-Object @{ n = 'NodeName'; e = { 'e1' } }, SessionLimit, ThresholdPercent } }
    ) {
        $report = Get-ImpSessionReport $sample
        $capacity = & $Travel ($report | Measure-ImpJsmCapacity -OvaSize 500)
        $report | Export-ImpSessionReport $target -Capacity $capacity -Language en
        $text = Get-Content $target -Raw
        $text | Should -BeLike '*e1: 2 sessions of 750, 0.3%*'
        $text | Should -BeLike '*>Limit</th>*'
    }

    It 'refuses a capacity that is none' {
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Capacity 'text' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*SessionLimit*'
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Capacity ([pscustomobject]@{ NodeName = 'n'; SessionLimit = 0; ThresholdPercent = 80 }) } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'speaks <Language> and has a title' -ForEach @(
        @{ Language = 'en'; Title = 'Lab – IM and Presence User Sessions Report' }
        @{ Language = 'zh'; Title = 'Lab – IM and Presence 用户会话报告' }
    ) {
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -Language $Language -Title Lab
        Get-Content $target -Raw -Encoding utf8 | Should -BeLike "*<title>$Title</title>*"
    }

    It 'refuses -<Name> in the other format' -ForEach @(
        @{ Name = 'Delimiter'; Arguments = @{ Path = 'r.html'; Delimiter = ';' } }
        @{ Name = 'Encoding'; Arguments = @{ Path = 'r.html'; Encoding = 'unicode' } }
        @{ Name = 'Title'; Arguments = @{ Path = 'r.csv'; Title = 'x' } }
        @{ Name = 'Capacity'; Arguments = @{ Path = 'r.csv'; Capacity = [pscustomobject]@{ NodeName = 'n'; SessionLimit = 1; ThresholdPercent = 80 } } }
    ) {
        Push-Location $folder
        try { { Get-ImpSessionReport $sample | Export-ImpSessionReport @Arguments } | Should -Throw -ErrorId 'ParameterNotForFormat,*' -ExpectedMessage "*-$Name*" }
        finally { Pop-Location }
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'is not written with -WhatIf, and does not replace a file with -NoClobber' {
        Get-ImpSessionReport $sample | Export-ImpSessionReport $target -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        'old' | Set-Content $target
        { Get-ImpSessionReport $sample | Export-ImpSessionReport $target -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $target | Should -Be 'old'
    }

    It 'takes lines from another process' {
        $report = Get-ImpSessionReport $sample -Level $levels
        $report | Export-ImpSessionReport $target
        $expected = Get-Content $target -Raw
        $report | Export-Clixml $TestDrive/report.xml
        Import-Clixml $TestDrive/report.xml | Export-ImpSessionReport $target
        Get-Content $target -Raw | Should -BeExactly $expected
    }
}
