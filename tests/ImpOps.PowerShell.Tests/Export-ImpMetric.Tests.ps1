BeforeAll {
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data'
    $capacity = Get-ImpSessionReport $data/sessions.csv | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive
}

Describe 'Export-ImpMetric' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $target = Join-Path $folder 'impops.prom'
    }

    It 'writes a .prom file as textfile collectors read it' {
        $capacity | Export-ImpMetric $target | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($target) | Should -BeExactly ($capacity | ConvertTo-ImpMetric -Format Prometheus)
        [IO.File]::ReadAllBytes($target)[0] | Should -Be ([byte][char]'#')
        (Get-ChildItem $folder -Force).Count | Should -Be 1
    }

    It 'writes OpenMetrics into any other file, and what is asked for into any' {
        $file = $capacity | Export-ImpMetric $folder/impops.txt -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        [IO.File]::ReadAllText($file) | Should -BeExactly (($capacity | ConvertTo-ImpMetric) + "`n")
        $capacity | Export-ImpMetric $target -Format OpenMetrics -Label @{ cluster = 'HQ' } -Timestamp
        [IO.File]::ReadAllText($target) | Should -BeExactly (($capacity | ConvertTo-ImpMetric -Label @{ cluster = 'HQ' } -Timestamp) + "`n")
    }

    It 'writes nothing with -WhatIf' {
        $capacity | Export-ImpMetric $target -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'leaves the old file where nothing comes in, the input fails or a label is wrong' {
        'old' | Set-Content $target
        { @() | Export-ImpMetric $target } | Should -Throw -ErrorId 'NothingToExport,ImpOps.PowerShell.Commands.ExportImpMetricCommand'
        { Get-ImpSessionReport $data/sessions.csv -Level User | Export-ImpMetric $target } | Should -Throw -ErrorId 'NothingToExport,*'
        { 'text' | Export-ImpMetric $target -ErrorAction Stop } | Should -Throw -ErrorId 'NotMeasured,*'
        { $capacity | Export-ImpMetric $target -Label @{ 'a-b' = 1 } } | Should -Throw -ErrorId 'MetricLabelInvalid,*'
        { $capacity | Export-ImpMetric $target -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $target | Should -Be 'old'
        (Get-ChildItem $folder -Force).Count | Should -Be 1
    }

    It 'replaces a read-only file with -Force only' {
        'old' | Set-Content $target
        Set-ItemProperty $target IsReadOnly $true
        { $capacity | Export-ImpMetric $target } | Should -Throw -ErrorId 'FileReadOnly,*'
        $capacity | Export-ImpMetric $target -Force
        Get-Content $target | Should -Not -Contain 'old'
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'DirectoryNotFound'; Path = 'no/such/folder/impops.prom' }
        @{ Id = 'PathIsDirectory'; Path = '' }
    ) {
        { $capacity | Export-ImpMetric "$folder/$Path" } | Should -Throw -ErrorId "$Id,*"
    }
}
