BeforeAll {
    $sessions = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/sessions.csv'
    $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/perfmon/*.csv'
    $node = @{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive' }
    function Get-Headings($Path) { [regex]::Matches((Get-Content -LiteralPath $Path -Raw -Encoding utf8), '<h2[^>]*>([^<]*)</h2>') | ForEach-Object { $_.Groups[1].Value } }
}

Describe 'Export-ImpCapacityReport' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $target = Join-Path $folder 'capacity.html'
    }

    It 'writes the nodes of a session report as one file' {
        $file = Get-ImpSessionReport $sessions | Measure-ImpJsmCapacity @node | Export-ImpCapacityReport $target -PassThru -Language en
        $file | Should -BeOfType ([IO.FileInfo])
        $file.Name | Should -Be 'capacity.html'
        (Get-ChildItem $folder -Force).Count | Should -Be 1
        Get-Headings $target | Should -Be 'Nodes against what they support', 'What to do'
        $text = Get-Content $target -Raw -Encoding utf8
        $text | Should -BeLike '<!DOCTYPE html*imp-east-1*11,250*</html>'
        $text | Should -BeLike "*default-src 'none'*"
    }

    It 'writes histories with their alarms, mixed with nodes and plans' {
        @(
            Get-ImpSessionReport $sessions | Measure-ImpJsmCapacity @node
            Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -ThresholdPercent 30
            Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser 2
        ) | Export-ImpCapacityReport $target -Language en | Should -BeNullOrEmpty
        Get-Headings $target | Should -Be 'Nodes against what they support', 'Fill over time', 'Alarms', 'Fill in figures', 'Plan', 'What to do'
        Get-Content $target -Raw | Should -BeLike '*2026-11-20 12:47 UTC*'
    }

    It 'writes alarms and summaries alone' {
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -ThresholdPercent 30 -Alarm -Summary | Export-ImpCapacityReport $target -Language en
        Get-Headings $target | Should -Be 'Alarms', 'Fill in figures'
    }

    It 'speaks <Language>, whatever language the measures were made in' -ForEach @(
        @{ Language = 'en'; Title = 'JSM Session Capacity Report'; Advice = 'no users need to move' }
        @{ Language = 'zh-CN'; Title = 'JSM 会话容量报告'; Advice = '未超过阈值' }
    ) {
        foreach ($made in 'en', 'zh') {
            Get-ImpSessionReport $sessions | Measure-ImpJsmCapacity @node -Language $made | Export-ImpCapacityReport $target -Language $Language
            $text = Get-Content $target -Raw -Encoding utf8
            $text | Should -BeLike "*<title>$Title</title>*"
            $text | Should -BeLike "*$Advice*"
        }
    }

    It 'speaks the language of the session unless told otherwise' {
        Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target
        Get-Content $target -Raw -Encoding utf8 | Should -BeLike $(if ($PSUICulture -like 'zh*') { '*JSM 会话容量报告*' } else { '*JSM Session Capacity Report*' })
    }

    It 'takes a title' {
        Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target -Title 'Lab <1>' -Language en
        Get-Content $target -Raw | Should -BeLike '*<title>Lab &lt;1&gt; – JSM Session Capacity Report</title>*'
    }

    It 'takes nodes and plans from another process, from CSV and from JSON' {
        $nodes = Get-ImpSessionReport $sessions | Measure-ImpJsmCapacity @node
        $nodes | Export-ImpCapacityReport $target
        $expected = Get-Content $target -Raw
        $nodes | Export-Clixml $TestDrive/nodes.xml
        $nodes | Export-Csv $TestDrive/nodes.csv -Encoding utf8
        Import-Clixml $TestDrive/nodes.xml | Export-ImpCapacityReport $target
        Get-Content $target -Raw | Should -BeExactly $expected
        Import-Csv $TestDrive/nodes.csv | Export-ImpCapacityReport $target
        Get-Content $target -Raw | Should -BeExactly $expected
        $nodes | ConvertTo-Json | ConvertFrom-Json | Export-ImpCapacityReport $target
        Get-Content $target -Raw | Should -BeExactly $expected

        $plan = Measure-ImpJsmCapacity -OvaSize 5000 -UserCount 3 -ClientPerUser 1.5
        $plan | Export-ImpCapacityReport $target
        $expected = Get-Content $target -Raw
        $plan | ConvertTo-Json | ConvertFrom-Json | Export-ImpCapacityReport $target
        Get-Content $target -Raw | Should -BeExactly $expected
    }

    It 'refuses what is no measure, and says what to pipe' {
        { 'text' | Export-ImpCapacityReport $target -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*Measure-ImpJsmCapacity*'
        { Get-Item $TestDrive | Export-ImpCapacityReport $target -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        $target | Should -Not -Exist
    }

    It 'writes the good ones where one is bad' {
        @([pscustomobject]@{ OvaSize = 'x' }; Measure-ImpJsmCapacity @node -ClientSession 1) | Export-ImpCapacityReport $target -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
        $target | Should -Exist
    }

    It 'leaves the old file where nothing comes in' {
        'old' | Set-Content $target
        { @() | Export-ImpCapacityReport $target } | Should -Throw -ErrorId 'NothingToExport,ImpOps.PowerShell.Commands.ExportImpCapacityReportCommand'
        { Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
        Set-ItemProperty $target IsReadOnly $true
        { Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target } | Should -Throw -ErrorId 'FileReadOnly,*'
        Get-Content $target | Should -Be 'old'
        Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target -Force
        Get-Content $target -Raw | Should -BeLike '<!DOCTYPE*'
    }

    It 'writes nothing with -WhatIf' {
        Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport $target -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'DirectoryNotFound'; Path = 'no/such/folder/capacity.html' }
        @{ Id = 'PathIsDirectory'; Path = '' }
    ) {
        { Measure-ImpJsmCapacity @node -ClientSession 1 | Export-ImpCapacityReport "$folder/$Path" } | Should -Throw -ErrorId "$Id,*"
    }

    It 'has help with examples' {
        $help = Get-Help Export-ImpCapacityReport -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -Be 3
    }
}
