BeforeAll {
    $sessions = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/sessions.csv'
    $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/perfmon/*.csv'
    $node = @{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; ThresholdPercent = 30 }
}

Describe 'Measure-ImpJsmCapacity' {
    It 'sums the sessions that count' {
        $capacity = Measure-ImpJsmCapacity -OvaSize 15000 -ClientSession 17000 -PhantomSession 900 -HybridSession 200 -ComposedSession 15000
        $capacity.GetType().FullName | Should -Be 'ImpOps.Capacity.JsmCapacity'
        $capacity.SessionCount, $capacity.SessionLimit, $capacity.ThresholdPercent, $capacity.ExceedsThreshold, $capacity.Headroom | Should -Be 18100, 22500, 80, $true, 4400
        $capacity.RecommendedAlertPercent, $capacity.Derived | Should -Be 80, $false
        $capacity.Advice | Should -Not -BeNullOrEmpty
        (Measure-ImpJsmCapacity -OvaSize 15000 -ClientSession 10 -ComposedSession 100 -IncludeComposed).SessionCount | Should -Be 110
    }

    It 'halves the limit and the alert where both nodes are active' {
        $capacity = Measure-ImpJsmCapacity -OvaSize 25000 -ClientSession 15000 -HighAvailabilityMode active/active
        $capacity.SessionLimit, $capacity.PercentUsed, $capacity.ExceedsThreshold, $capacity.RecommendedAlertPercent | Should -Be 18750, 80, $false, 40
        (Measure-ImpJsmCapacity -OvaSize 25000 -ClientSession 15000 -HighAvailabilityMode ActiveStandby).SessionLimit | Should -Be 37500
    }

    It 'measures the nodes of a report, and passes its other lines over' {
        $capacity = Get-ImpSessionReport $sessions -Level Cluster, SubCluster, Node, User | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive
        $capacity.NodeName | Should -Be 'imp-east-1', 'imp-east-2', 'imp-west-1', 'imp-west-2'
        $capacity.SessionCount | Should -Be (Get-ImpSessionReport $sessions -Level Node).SessionCount
    }

    It 'takes counters by the names of properties, as CSV and as the product calls them' {
        @'
NodeName,OvaSize,HighAvailabilityMode,ClientSession,PhantomSession,HybridSession,ThresholdPercent
n1,5000,active/active,3001,,,
n2,15000,,100,20,3,50
'@ | ConvertFrom-Csv | Measure-ImpJsmCapacity | ForEach-Object { "$($_.NodeName) $($_.SessionCount)/$($_.SessionLimit) $($_.ThresholdPercent) $($_.ExceedsThreshold)" } |
            Should -Be 'n1 3001/3750 80 True', 'n2 123/22500 50 False'
        ([pscustomobject]@{ JsmClientSessionsActive = 7; JsmPhantomSessionsActive = 2; JsmHybridSessionsActive = 1 } | Measure-ImpJsmCapacity -OvaSize 500).SessionCount | Should -Be 10
    }

    It 'measures lines that come from another process' {
        Get-ImpSessionReport $sessions | Export-Clixml $TestDrive/report.xml
        (Import-Clixml $TestDrive/report.xml | Measure-ImpJsmCapacity -OvaSize 15000).Count | Should -Be 4
        (Get-ImpSessionReport $sessions | ConvertTo-Json -Depth 3 | ConvertFrom-Json | Measure-ImpJsmCapacity -OvaSize 15000).Count | Should -Be 4
    }

    It 'warns where no line is about a node' {
        Get-ImpSessionReport $sessions -Level Cluster, SubCluster | Measure-ImpJsmCapacity -OvaSize 15000 -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '\b3\b.*Get-ImpSessionReport'
    }

    It 'takes levels in both languages' {
        ([pscustomobject]@{ Level = '节点'; SessionCount = '5' }, [pscustomobject]@{ Level = '群集'; SessionCount = '9' } | Measure-ImpJsmCapacity -OvaSize 15000).SessionCount | Should -Be 5
    }

    It 'plans nodes' {
        $plan = Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser 2
        $plan.GetType().FullName | Should -Be 'ImpOps.Capacity.JsmCapacityPlan'
        $plan.NodeCount, $plan.TotalSessionCount, $plan.SessionCount | Should -Be 2, 50000, 25000
        (Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser '1.8').TotalSessionCount | Should -Be 45000
        { Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser '1,8' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        (Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser 2 -HighAvailabilityMode ActiveActive).NodeCount | Should -Be 4
        (Measure-ImpJsmCapacity -OvaSize 15000 -UserCount 10000 -ClientPerUser 1.6 -HighAvailabilityMode ActiveActive -ThresholdPercent 60).ExceedsThreshold | Should -BeFalse
    }

    It 'says which limits are derived' {
        (500, 1000, 2000, 5000, 15000, 25000 | ForEach-Object { Measure-ImpJsmCapacity -OvaSize $_ -ClientSession 1 }).Derived | Should -Be $true, $true, $true, $false, $false, $false
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'OvaSizeUnknown'; Arguments = @{ OvaSize = 7500; ClientSession = 1 } }
        @{ Id = 'SessionCountMissing'; Arguments = @{ OvaSize = 5000 } }
        @{ Id = 'SessionCountAmbiguous'; Arguments = @{ OvaSize = 5000; ClientSession = 1; SessionCount = 1 } }
        @{ Id = 'SessionCountOutOfRange'; Arguments = @{ OvaSize = 5000; ClientSession = -1 } }
        @{ Id = 'SessionCountOutOfRange'; Arguments = @{ OvaSize = 5000; SessionCount = [long]::MaxValue } }
        @{ Id = 'ThresholdOutOfRange'; Arguments = @{ OvaSize = 5000; ClientSession = 1; ThresholdPercent = 0 } }
        @{ Id = 'UserCountNotPositive'; Arguments = @{ OvaSize = 5000; UserCount = 0; ClientPerUser = 1 } }
        @{ Id = 'ClientPerUserOutOfRange'; Arguments = @{ OvaSize = 5000; UserCount = 1; ClientPerUser = -1 } }
    ) {
        Measure-ImpJsmCapacity @Arguments -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be "$Id,ImpOps.PowerShell.Commands.MeasureImpJsmCapacityCommand"
        $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'lets good records through before and after bad ones' {
        $capacity = '1', 'x', '-1', '2' | ForEach-Object { [pscustomobject]@{ OvaSize = '5000'; ClientSession = $_ } } | Measure-ImpJsmCapacity -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $capacity.SessionCount | Should -Be 1, 2
        $problem.Count | Should -Be 2
    }

    It 'shows the fill with one decimal, whatever the language' {
        $text = Measure-ImpJsmCapacity -OvaSize 15000 -ClientSession 3305 -HighAvailabilityMode ActiveActive -NodeName imp-1 | Out-String -Width 99
        $text | Should -Match 'imp-1 +3305 +11250 +29[.,]4 +80 False +7945 +40 +15000 ActiveActive'
        Measure-ImpJsmCapacity -OvaSize 25000 -UserCount 25000 -ClientPerUser 2 | Out-String -Width 99 | Should -Match '25000 +2 +25000 +2 +25000 +37500 +66[.,]7 +80 +80'
    }

    It 'makes the history of a node out of samples' {
        $history = Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node
        $history.GetType().FullName | Should -Be 'ImpOps.Capacity.JsmHistory'
        $history.NodeName, $history.SessionLimit, $history.SampleCount, $history.MissingCount | Should -Be 'imp-east-1', 11250, 478, 2
        $rows = Import-ImpCounterLog $logs -Counter Jsm* -AsTable | Where-Object { $null -ne $_.JsmHybridSessionsActive }
        $history.Fill.SessionCount | Should -Be ($rows | ForEach-Object { $_.JsmClientSessionsActive + $_.JsmPhantomSessionsActive + $_.JsmHybridSessionsActive })
        $history.PeakSessionCount | Should -Be ($history.Fill | Measure-Object SessionCount -Maximum).Maximum
        $history.Alarm.Count | Should -Be 1
    }

    It 'gives the alarms' {
        $alarm = Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Alarm
        $alarm.GetType().FullName | Should -Be 'ImpOps.Capacity.JsmAlarm'
        ($alarm.RaisedAt - $alarm.OverSince) | Should -Be ([timespan]'00:10:00')
        $alarm.Occurrence | Should -Be 4
        $alarm.NodeName, $alarm.PeakSessionCount | Should -Be 'imp-east-1', 3483
        $alarm.ClearedAt | Should -BeGreaterThan $alarm.RaisedAt
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Alarm -Duration 02:00:00 | Should -BeNullOrEmpty
        (Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Alarm -Repeat 00:01:00).Occurrence | Should -BeGreaterThan 30
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity -OvaSize 15000 -Alarm | Should -BeNullOrEmpty
    }

    It 'sums the fill up, and forecasts nothing from two hours' {
        $summary = Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Summary
        $summary.MaximumPercent | Should -Be (100 * 3483 / 11250)
        $summary.TimeOverThresholdPercent | Should -BeGreaterThan 38
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Forecast -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning.Count | Should -Be 1
    }

    It 'forecasts from samples of any source' {
        $samples = foreach ($hour in 0..239) {
            [pscustomobject]@{ Timestamp = [datetimeoffset]'2026-11-01T00:00:00Z' + [timespan]::FromHours($hour); NodeName = 'n'; Counter = 'JsmClientSessionsActive'; Value = 2000 + 10 * $hour }
        }
        $forecast = $samples | Measure-ImpJsmCapacity -OvaSize 5000 -Forecast -MaximumGap 02:00:00
        $forecast.Confidence, $forecast.DayCount | Should -Be 'High', 10
        $forecast.ThresholdAt | Should -BeGreaterThan ([datetimeoffset]'2026-11-16Z')
    }

    It 'takes no bare number for a duration, and shows how to write one' -ForEach @(
        @{ Parameter = 'Duration'; Value = 10 }
        @{ Parameter = 'Repeat'; Value = '10' }
        @{ Parameter = 'MaximumGap'; Value = 2.5 }
    ) {
        $arguments = @{ $Parameter = $Value }
        { Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node @arguments } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*00:10:00*'
    }

    It 'says what is wrong with a call or with samples' {
        { Import-ImpCounterLog $logs | Measure-ImpJsmCapacity -OvaSize 3000 } | Should -Throw -ErrorId 'OvaSizeUnknown,*'
        { Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Repeat 00:00:00 } | Should -Throw -ErrorId 'DurationOutOfRange,*'
        Import-ImpCounterLog $logs -Counter MDM* | Measure-ImpJsmCapacity @node -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning[0].Message | Should -Match 'Import-ImpCounterLog'
        $null = Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -MaximumGap 00:00:01 -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].Message | Should -Match 'MaximumGap'
        $null = Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -IncludeComposed -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].Message | Should -Match 'IncludeComposed'
        [pscustomobject]@{ Timestamp = 'never'; Counter = 'JsmClientSessionsActive'; Value = 1 } | Measure-ImpJsmCapacity @node -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NotASample,*'
    }

    It 'shows histories, alarms, summaries and forecasts in one line each' {
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node | Out-String -Width 99 | Should -Match 'imp-east-1 +1 +31[.,]0 +2026-11-20 13:00 +30 +11250 +478 +2026-11-20 12:00 +2026-11-20 13:59'
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Alarm | Out-String -Width 99 | Should -Match 'imp-east-1 2026-11-20 12:47:30 \+00:00 2026-11-20 13:23:30 \+00:00 +4 +31[.,]0 +3483'
        Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node -Summary | Out-String -Width 99 | Should -Match 'imp-east-1 +478 +11250 +28[.,]5 +29[.,]7 +30[.,]8 +30[.,]9 +31[.,]0 +30 +38[.,]6 +1'
        (Import-ImpCounterLog $logs | Measure-ImpJsmCapacity @node).Fill | Select-Object -First 1 | Out-String -Width 99 | Should -Match '2026-11-20 12:00:00 \+00:00 +3202 +28[.,]5'
    }
}
