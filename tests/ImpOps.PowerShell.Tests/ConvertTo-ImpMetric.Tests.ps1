BeforeAll {
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data'
    $report = Get-ImpSessionReport $data/sessions.csv
    $capacity = $report | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive
}

Describe 'ConvertTo-ImpMetric' {
    It 'gives one text that ends as OpenMetrics must' {
        $text = $report | ConvertTo-ImpMetric
        $text | Should -BeOfType ([string])
        @($text).Count | Should -Be 1
        $text | Should -BeLike '# HELP impops_cluster_users *'
        $text.EndsWith("`n# EOF") | Should -BeTrue
        $text | Should -Not -Match "`r"
        $lines = $text -split "`n"
        $lines | Should -Contain 'impops_cluster_users 4837'
        $lines | Should -Contain 'impops_node_sessions{group="PRG-East",node="imp-east-1"} 3305'
        $lines | Should -Contain 'impops_node_device_sessions{group="PRG-East",node="imp-east-1",device="iPad"} 376'
        $lines | Should -Contain '# UNIT impops_session_report_timestamp_seconds seconds'
    }

    It 'takes objects of several kinds together, by pipeline and by argument' {
        $text = $report + $capacity | ConvertTo-ImpMetric
        $text | Should -Match '(?m)^impops_jsm_fill_ratio\{node="imp-east-1"\} 0\.29377777777777\d+$'
        $text | Should -Match '(?m)^impops_cluster_sessions 8342$'
        ConvertTo-ImpMetric -InputObject ($report + $capacity) | Should -BeExactly $text
        $capacity, $report | ConvertTo-ImpMetric | Should -BeExactly $text
    }

    It 'takes everything that is measured' {
        $samples = Import-ImpCounterLog $data/perfmon/*.csv
        $history = $samples | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive -ThresholdPercent 30
        $figures = $samples | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive -ThresholdPercent 30 -Alarm -Summary
        $findings = Import-Csv $data/nodes.csv | Test-ImpRetryLimit
        $lines = ($samples + $history + $figures + ($samples | Measure-ImpMdmCounter) + $findings | ConvertTo-ImpMetric) -split "`n"
        $lines | Should -Contain 'impops_jsm_alarms{node="imp-east-1"} 1'
        $lines | Should -Contain 'impops_jsm_alarm_active{node="imp-east-1"} 0'
        $lines | Should -Contain 'impops_jsm_fill_maximum_ratio{node="imp-east-1"} 0.3096'
        $lines | Should -Contain '# TYPE impops_mdm_buffer_flushes counter'
        $lines | Where-Object { $_ -match '^impops_mdm_buffer_flushes_total\{node="imp-east-1"\} \d+$' } | Should -HaveCount 1
        $lines | Should -Contain 'impops_mdm_restarts{node="imp-east-1"} 0'
        $lines | Should -Contain 'impops_check_passed{check="UpperSufficient",group="PRG-West",node="imp-west-2"} 0'
        ($lines -notlike '#*').Count | Should -Be (($lines -notlike '#*' -replace ' .*' | Sort-Object -Unique).Count)
    }

    It 'writes the format of Prometheus with a line feed at the end' {
        $text = Import-ImpCounterLog $data/perfmon/*.csv | ConvertTo-ImpMetric -Format prometheus
        $text.EndsWith("`n") | Should -BeTrue
        $text | Should -Not -Match '# (UNIT|EOF)'
        $text | Should -Match '(?m)^# TYPE impops_mdm_buffer_flushes_total counter$'
        { $report | ConvertTo-ImpMetric -Format Xml } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'adds labels, and times on request' {
        $text = $capacity | ConvertTo-ImpMetric -Label @{ site = 7; cluster = '"HQ"' }
        ($text -split "`n" -notlike '#*').Count | Should -BeGreaterThan 20
        $text -split "`n" -notlike '#*' | Should -Match '^\w+\{cluster="\\"HQ\\"",site="7",node="'
        { $capacity | ConvertTo-ImpMetric -Label @{ node = 'x' } } | Should -Throw -ErrorId 'MetricLabelInvalid,ImpOps.PowerShell.Commands.ConvertToImpMetricCommand'
        $report | ConvertTo-ImpMetric -Timestamp | Should -Match '(?m)^impops_cluster_users 4837 1795161600$'
        $report | ConvertTo-ImpMetric -Timestamp -Format Prometheus | Should -Match '(?m)^impops_cluster_users 4837 1795161600000$'
    }

    It 'takes lines and samples that have been on a journey' {
        $report | ConvertTo-Json -Depth 4 | ConvertFrom-Json | ConvertTo-ImpMetric | Should -BeExactly ($report | ConvertTo-ImpMetric)
        $samples = Import-ImpCounterLog $data/perfmon/*.csv -Counter MDM* -EndTime 2026-11-20T12:05:00Z
        $samples | Export-Clixml $TestDrive/samples.xml
        Import-Clixml $TestDrive/samples.xml | ConvertTo-ImpMetric | Should -BeExactly ($samples | ConvertTo-ImpMetric)
    }

    It 'refuses what nobody measured, and goes on' {
        $text = 'text', $capacity[0], (Get-Item $TestDrive), [pscustomobject]@{ Counter = 'x'; Timestamp = 'never' } | ConvertTo-ImpMetric -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -Be (@('NotMeasured,ImpOps.PowerShell.Commands.ConvertToImpMetricCommand') * 3)
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $text | Should -Match 'impops_jsm_sessions\{node="imp-east-1"\} 3305'
    }

    It 'keeps the first of two values, and says so' {
        $other = $report | Measure-ImpJsmCapacity -OvaSize 25000
        $text = $capacity + $other | ConvertTo-ImpMetric -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -Be (@('MetricTwice,ImpOps.PowerShell.Commands.ConvertToImpMetricCommand') * 4)
        $problem[0].Exception.Message | Should -BeLike '*impops_jsm_session_limit{node="imp-east-1"}*11250*37500*'
        $text | Should -BeExactly ($capacity | ConvertTo-ImpMetric)
    }

    It 'warns where there is nothing, and passes users over' {
        Get-ImpSessionReport $data/sessions.csv -Level User | ConvertTo-ImpMetric -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning.Count | Should -Be 1
        Get-ImpSessionReport $data/sessions.csv -Level Cluster, User | ConvertTo-ImpMetric | Should -Not -Match 'user='
    }

    It 'has a page that names every metric' {
        $page = Get-Content "$env:IMPOPS_REPOSITORY/docs/en-US/ConvertTo-ImpMetric.md" -Raw
        $table = Import-Csv "$env:IMPOPS_REPOSITORY/src/ImpOps/Tables/metrics.csv"
        $table.Count | Should -BeGreaterThan 50
        foreach ($metric in $table) {
            $suffix = @{ Counter = '_total'; Info = '_info' }[$metric.Type]
            $page | Should -MatchExactly ('`{0}{1}`' -f ($metric.Name -replace '^impops_'), $suffix)
        }
    }
}
