BeforeAll {
    $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/perfmon/*.csv'
}

Describe 'Measure-ImpMdmCounter' {
    It 'sums up the example log as PowerShell does' {
        $summary = Import-ImpCounterLog $logs | Measure-ImpMdmCounter
        $summary.GetType().FullName | Should -Be 'ImpOps.Messaging.MdmCounterSummary'
        $rows = Import-ImpCounterLog $logs -Counter MDM* -AsTable
        $summary.NodeName, $summary.SampleCount | Should -Be 'imp-east-1', 480
        $summary.AverageSessionCount | Should -Be ($rows | Measure-Object MDMSessions -Average).Average
        $summary.PeakSessionCount | Should -Be ($rows | Measure-Object MDMSessions -Maximum).Maximum
        $summary.QuietModePercent | Should -Be (100 * ($rows | Measure-Object MDMQuietModeSessions -Sum).Sum / ($rows | Measure-Object MDMSessions -Sum).Sum)
        $summary.FlushCount | Should -Be ($rows[-1].MDMBufferFlushes - $rows[0].MDMBufferFlushes)
        $summary.LimitReachedCount | Should -Be ($rows[-1].MDMBufferFlushesLimitReached - $rows[0].MDMBufferFlushesLimitReached)
        $summary.RestartCount | Should -Be 0
    }

    It 'gives an object for each interval' {
        $hours = Import-ImpCounterLog $logs | Measure-ImpMdmCounter -Interval 01:00:00
        $hours.Count | Should -Be 2
        ($hours | Measure-Object FlushCount -Sum).Sum | Should -Be (Import-ImpCounterLog $logs | Measure-ImpMdmCounter).FlushCount
        { Import-ImpCounterLog $logs | Measure-ImpMdmCounter -Interval 60 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Import-ImpCounterLog $logs | Measure-ImpMdmCounter -Interval 00:00:00 } | Should -Throw -ErrorId 'DurationOutOfRange,*'
    }

    It 'takes samples that have been on a journey by <Way>' -ForEach @(
        @{ Way = 'Clixml' }
        @{ Way = 'Json' }
        @{ Way = 'Csv' }
    ) {
        $samples = Import-ImpCounterLog $logs -Counter MDM* -EndTime 2026-11-20T12:05:00Z
        $travelled = switch ($Way) {
            Clixml { $samples | Export-Clixml $TestDrive/samples.xml; Import-Clixml $TestDrive/samples.xml }
            Json { $samples | Select-Object * -ExcludeProperty Path | ConvertTo-Json | ConvertFrom-Json }
            Csv { $samples | ConvertTo-Csv | ConvertFrom-Csv }
        }
        $summary = $travelled | Measure-ImpMdmCounter
        $expected = $samples | Measure-ImpMdmCounter
        $summary.SampleCount, $summary.FlushCount, $summary.QuietModePercent | Should -Be $expected.SampleCount, $expected.FlushCount, $expected.QuietModePercent
        $summary.StartTime.UtcDateTime | Should -Be $expected.StartTime.UtcDateTime
    }

    It 'warns where no sample is of its counters, and refuses what is no sample' {
        Import-ImpCounterLog $logs -Counter Jsm* | Measure-ImpMdmCounter -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning[0].Message | Should -Match 'MDM\*'
        { 'text' | Measure-ImpMdmCounter -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { [pscustomobject]@{ Timestamp = 'never'; Counter = 'MDMSessions'; Value = 1 } | Measure-ImpMdmCounter -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'shows sessions, modes and flushes in one line' {
        Import-ImpCounterLog $logs | Measure-ImpMdmCounter | Out-String -Width 99 | Should -Match 'imp-east-1 +2026-11-20 12:00 +13:59 +1891 +35[.,]1 +20[.,]1 +16[.,]3 +1[.,]5 +23[.,]4 +0'
    }
}
