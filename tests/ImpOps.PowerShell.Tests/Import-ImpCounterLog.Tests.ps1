BeforeAll {
    $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/perfmon'
    function New-Log {
        param([string] $Name, [string[]] $Counter, [object[]] $Row, [string] $Zone = '(PDH-CSV 4.0) (Coordinated Universal Time)(0)')
        $lines = @(, (@($Zone) + $Counter)) + $Row | ForEach-Object { ($_ | ForEach-Object { "`"$_`"" }) -join ',' }
        $path = Join-Path $TestDrive $Name
        $lines | Set-Content $path -Encoding ascii
        $path
    }
}

Describe 'Import-ImpCounterLog' {
    It 'gives typed samples with time, node, object, instance, counter and value' {
        $file = New-Log a.csv '\\imp-1\Process(java(1))\% CPU Time', '\\imp-1\Memory\Used' @(, ('11/20/2026 08:00:00.000', '12.5', ' '))
        $samples = Import-ImpCounterLog $file
        $samples[0].GetType().FullName | Should -Be 'ImpOps.Counters.CounterSample'
        $samples[0].NodeName, $samples[0].Object, $samples[0].Instance, $samples[0].Counter, $samples[0].Value | Should -Be 'imp-1', 'Process', 'java(1)', '% CPU Time', 12.5
        $samples[0].Timestamp | Should -Be ([datetimeoffset]'2026-11-20T08:00:00Z')
        $samples[1].Value | Should -BeNullOrEmpty
    }

    It 'agrees with Import-Csv on the example log' {
        $expected = Get-ChildItem $logs/*.csv | ForEach-Object { Import-Csv $_ } | ForEach-Object { [double] $_.'\\imp-east-1\Cisco XCP MDM Counters\MDMBufferFlushes' }
        $samples = Import-ImpCounterLog $logs/*.csv -Counter MDMBufferFlushes
        $samples.Value | Should -Be $expected
        $samples.Count | Should -Be 480
        ($samples | Where-Object Timestamp -gt $samples[0].Timestamp).Count | Should -Be 479
    }

    It 'chooses counters, paths, nodes and times' {
        (Import-ImpCounterLog $logs/*.csv -Counter jsm*, MDMSessions | ForEach-Object Counter | Sort-Object -Unique).Count | Should -Be 4
        (Import-ImpCounterLog $logs/*.csv -Counter 'Cisco XCP JSM\*' | ForEach-Object Counter | Sort-Object -Unique).Count | Should -Be 3
        (Import-ImpCounterLog $logs/*.csv -Counter '\\imp-east-1\*\MDMSessions').Count | Should -Be 480
        (Import-ImpCounterLog $logs/*.csv -NodeName imp-w*) | Should -BeNullOrEmpty
        $times = (Import-ImpCounterLog $logs/*.csv -Counter MDMSessions -StartTime 2026-11-20T12:59:45Z -EndTime 2026-11-20T13:00:15Z).Timestamp
        $times.Count | Should -Be 3
    }

    It 'takes files from the pipeline, in the order of their times' {
        $later = New-Log 'PerfMon_n_01_01_2027_00_00.csv' '\\n\O\C' @(, ('01/01/2027 00:00:00', '2'))
        $first = New-Log 'PerfMon_n_12_31_2026_23_00.csv' '\\n\O\C' @(, ('12/31/2026 23:00:00', '1'))
        (Get-ChildItem $TestDrive/PerfMon_n_* | Import-ImpCounterLog).Value | Should -Be 1, 2
        ($later, $first | Import-ImpCounterLog).Value | Should -Be 1, 2
        (Import-ImpCounterLog -LiteralPath $later, $first).Value | Should -Be 1, 2
        (Import-ImpCounterLog $later, "$TestDrive/PerfMon_n_*").Value | Should -Be 1, 2
    }

    It 'makes a table of a property for each counter' {
        $one = New-Log t1.csv '\\n\O\C', '\\m\O\C', '\\n\O(i)\C' ('11/20/2026 08:00:00', '1', '2', '3'), ('11/20/2026 08:00:15', '4', '5', ' ')
        $two = New-Log t2.csv '\\n\O\D' @(, ('11/20/2026 09:00:00', '6'))
        $rows = Import-ImpCounterLog $one, $two -AsTable
        $rows.NodeName | Should -Be 'n', 'm', 'n', 'm', 'n'
        $rows[0].C, $rows[0].'O(i)\C' | Should -Be 1, 3
        $rows[2].'O(i)\C' | Should -BeNullOrEmpty
        $rows[1].'O(i)\C' | Should -BeNullOrEmpty
        $rows[4].psobject.Properties.Name | Should -Be 'Timestamp', 'NodeName', 'C', 'O(i)\C', 'D'
        $rows[4].D | Should -Be 6
        (Import-ImpCounterLog $logs/*.csv -Counter Jsm* -AsTable | Select-Object -First 1 | Measure-ImpJsmCapacity -OvaSize 15000).SessionCount | Should -Be 3202
    }

    It 'takes a zone that is given, and warns where none is told' {
        $file = New-Log z.csv '\\n\O\C' @(, ('11/20/2026 08:00:00', '1')) -Zone '(PDH-CSV 4.0)'
        (Import-ImpCounterLog $file -UtcOffset -05:00:00 -WarningVariable warning).Timestamp | Should -Be ([datetimeoffset]'2026-11-20T08:00:00-05:00')
        $warning | Should -BeNullOrEmpty
        $null = Import-ImpCounterLog $file -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].Message | Should -Match 'z\.csv.*UtcOffset'
        { Import-ImpCounterLog $file -UtcOffset 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'names file and line of a bad row, warns of a cut one, and gives the others' {
        $file = New-Log bad.csv '\\n\O\C' ('11/20/2026 08:00:00', '1'), ('yesterday', '2'), ('11/20/2026 08:00:30', 'many'), ('11/20/2026 08:00:45', '4')
        Add-Content $file '"11/20/2026 08:01:00","5' -NoNewline
        $samples = Import-ImpCounterLog $file -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue
        $samples.Value | Should -Be 1, $null, 4
        $problem.FullyQualifiedErrorId | Should -Be 'CounterTimeNotUnderstood,ImpOps.PowerShell.Commands.ImportImpCounterLogCommand', 'CounterValueNotANumber,ImpOps.PowerShell.Commands.ImportImpCounterLogCommand'
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
        $problem[0].Exception.Message | Should -Match 'bad\.csv.*3.*yesterday'
        $warning[0].Message | Should -Match 'bad\.csv.*6'
        { Import-ImpCounterLog $file -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'CounterTimeNotUnderstood,*'
    }

    It 'says which file, counter or node is not there' {
        $good = New-Log good.csv '\\n\O\C' @(, ('11/20/2026 08:00:00', '1'))
        'text' | Set-Content $TestDrive/text.csv
        (Import-ImpCounterLog $TestDrive/text.csv, $TestDrive/none.csv, $good -ErrorVariable problem -ErrorAction SilentlyContinue).Value | Should -Be 1
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'PathMatchesNothing', 'CounterHeaderMissing'
        (Import-ImpCounterLog $good -Counter C, D -ErrorVariable problem -ErrorAction SilentlyContinue).Value | Should -Be 1
        $problem.FullyQualifiedErrorId | Should -BeLike 'CounterNotFound,*'
        Import-ImpCounterLog $good -NodeName x -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'CounterNodeNotFound,*'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        Import-ImpCounterLog $good -Counter '[a' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
    }

    It 'stops when nobody wants more' {
        (Import-ImpCounterLog $logs/*.csv | Select-Object -First 1).Counter | Should -Be 'JsmClientSessionsActive'
    }

    It 'shows progress in bytes, and stops when the pipeline is stopped' {
        $file = "$TestDrive/large.csv"
        $writer = [IO.StreamWriter]::new($file)
        $writer.WriteLine('"(PDH-CSV 4.0) (UTC)(0)",' + ((1..500 | ForEach-Object { "`"\\n\O($_)\C`"" }) -join ','))
        $values = ',"1234"' * 500
        for ($i = 0; $i -lt 40000; $i++) { $writer.WriteLine('"' + [datetime]::new(2026, 11, 20).AddSeconds($i).ToString('MM/dd/yyyy HH:mm:ss', [cultureinfo]::InvariantCulture) + '"' + $values) }
        $writer.Close()

        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$($env:IMPOPS_MODULE)'; Import-ImpCounterLog '$file' | ForEach-Object { }; 'came to an end'")
        $handle = $shell.BeginInvoke()
        while ($shell.Streams.Progress.Count -eq 0 -and -not $handle.IsCompleted) { Start-Sleep -Milliseconds 5 }
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be Stopped
        $shell.Streams.Progress[0].StatusDescription | Should -Match 'large\.csv.*MB'
        $shell.Streams.Progress[0].SecondsRemaining | Should -BeGreaterThan 0
        $shell.Dispose()
        Remove-Item $file
    }

    It 'shows time, node, counter and value' {
        $text = Import-ImpCounterLog $logs/*.csv -Counter MDMSessions -EndTime 2026-11-20T12:00:00Z | Out-String -Width 99
        $text | Should -Match '2026-11-20 12:00:00 \+00:00 imp-east-1 +MDMSessions +1807'
    }
}
