BeforeAll {
    $examples = Join-Path $env:IMPOPS_REPOSITORY 'examples'
}

Describe 'examples/SessionReport.ps1' {
    It 'shows the report and writes its files' {
        $report = & $examples/SessionReport.ps1 -Destination $TestDrive/out/report.csv
        $report.Level | Sort-Object -Unique | Should -Be 'Cluster', 'SubCluster', 'Node'
        $report[0].UserCount | Should -Be 4837
        (Get-ChildItem $TestDrive/out).Name | Should -Be 'report.csv', 'report.html', 'report.imp-east-1.csv', 'report.imp-east-2.csv', 'report.imp-west-1.csv', 'report.imp-west-2.csv'
        Get-Content $TestDrive/out/report.html -Raw | Should -BeLike '*<title>Example cluster*imp-east-1*11,250*'
        (Get-ImpSessionReport $TestDrive/out/*.csv -Level Cluster).SessionCount | Should -Be $report[0].SessionCount
    }

    It 'writes into the current folder where the name has none, also for a caller who takes only the first line' {
        $here = New-Item -ItemType Directory $TestDrive/here
        Push-Location $here
        try { & $examples/SessionReport.ps1 -Destination r.csv | Select-Object -First 1 | ForEach-Object Level | Should -Be 'Cluster' }
        finally { Pop-Location }
        (Get-ChildItem $here).Count | Should -Be 6
    }
}

Describe 'examples/Capacity.ps1' {
    It 'measures the four nodes' {
        $capacity = & $examples/Capacity.ps1 -Destination $TestDrive/capacity.html
        $capacity.NodeName | Should -Be 'imp-east-1', 'imp-east-2', 'imp-west-1', 'imp-west-2'
        $capacity.SessionLimit | Sort-Object -Unique | Should -Be 11250
        Get-Content $TestDrive/capacity.html -Raw | Should -BeLike '*<title>Example cluster*imp-west-2*id="curve-1"*'
    }

    It 'warns once of a node that the inventory lacks, and measures the others' {
        Get-Content $examples/data/nodes.csv -Encoding utf8 | Where-Object { $_ -notmatch 'imp-west-1' } | Set-Content $TestDrive/nodes.csv -Encoding utf8
        $capacity = & $examples/Capacity.ps1 -Inventory $TestDrive/nodes.csv -Destination $TestDrive/capacity.html -WarningVariable warning -WarningAction SilentlyContinue
        $capacity.NodeName | Should -Be 'imp-east-1', 'imp-east-2', 'imp-west-2'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -BeLike "*'imp-west-1'*nodes.csv*"
    }
}

Describe 'examples/RetryLimits.ps1' {
    It 'gives the limits of both groups and warns of the one that is set wrongly' {
        $limits = & $examples/RetryLimits.ps1 -WarningVariable warning -WarningAction SilentlyContinue
        $limits | ForEach-Object { "$($_.PresenceRedundancyGroup) $($_.RetryLowerLimit)/$($_.RetryUpperLimit)" } | Should -Be 'PRG-East 120/253', 'PRG-West 90/220'
        $warning.Count | Should -Be 5
        $warning | ForEach-Object { $_.Message | Should -BeLike 'PRG-West*' }
    }
}

Describe 'examples/RestartPlan.ps1' {
    It 'plans the changes of the week, and of its end' {
        (& $examples/RestartPlan.ps1).Count | Should -Be 9
        (& $examples/RestartPlan.ps1 -Since 2026-11-20).Service | Where-Object { $_ } | Should -Be 'Cisco Presence Engine'
        (& $examples/RestartPlan.ps1 -Since 2026-11-20 -NodeName n1, n2).NodeName | Where-Object { $_ } | Sort-Object -Unique | Should -Be 'n1', 'n2'
    }
}

Describe 'examples/MdmScenario.ps1' {
    It 'tells which message did not ring on the phone, and of other scenarios and devices' {
        (& $examples/MdmScenario.ps1).Message | Should -Be 'keys'
        (& $examples/MdmScenario.ps1 -Scenario $examples/data/mdm/flow.csv).Message | Should -Be 'hello', 'plans?', 'where?', 'fine', 'Colin 1', 'Colin 2', 'Colin 3'
        & $examples/MdmScenario.ps1 -Scenario $examples/data/mdm/flow.csv -Device laptop | Should -BeNullOrEmpty
    }
}

Describe 'examples/MdmReadiness.ps1' {
    It 'right-sizes the example cluster, and warns of what stands in the way' {
        $groups = & $examples/MdmReadiness.ps1 -WarningVariable warning -WarningAction SilentlyContinue
        $groups | ForEach-Object { "$($_.PresenceRedundancyGroup) $($_.NodeCount)/$($_.NeededNodeCount) $($_.FailoverSeconds) $($_.Ready)" } |
            Should -Be 'PRG-East 2/2 506 True', 'PRG-West 2/2 1074 False'
        $warning.Count | Should -Be 3
        $warning[0].Message | Should -BeLike 'ClientVersion: *11.5.1*'
        $warning[1].Message | Should -BeLike 'PRG-West RetryLimits: *UpperSufficient*'
        $warning[2].Message | Should -BeLike 'PRG-West FailoverTime: *1074*600*'
    }

    It 'takes the version of Expressway' {
        $null = & $examples/MdmReadiness.ps1 -ExpresswayVersion X8.7 -WarningVariable warning -WarningAction SilentlyContinue
        ($warning.Message -like 'Expressway: *').Count | Should -Be 1
    }
}

Describe 'examples/RestartSince.ps1' {
    It 'plans what was changed since a day, and warns of what no rule knows' {
        $plan = & $examples/RestartSince.ps1 -Since 2026-11-20T00:00:00Z -UtcOffset 00:00:00 -WarningVariable warning -WarningAction SilentlyContinue
        $plan[0].Action | Should -Be 'CheckChange'
        $plan.Service | Where-Object { $_ } | Should -Be 'Cisco XCP Router', 'Cisco Presence Engine'
        $warning.Count | Should -Be 4
        $warning[0].Message | Should -BeLike 'enduser updated: 20 times*'
        (& $examples/RestartSince.ps1 -Since 2026-11-21T00:00:00Z).Action | Should -Contain 'RestartNode'
        & $examples/RestartSince.ps1 -Since 2027-01-01T00:00:00Z | Should -BeNullOrEmpty
    }
}

Describe 'examples/scheduled/DailyReport.ps1' {
    BeforeAll {
        function Invoke-DailyReport([string] $Argument) {
            $output = pwsh -NoProfile -NonInteractive -Command "& '$examples/scheduled/DailyReport.ps1' -Destination '$TestDrive/daily' $Argument; exit `$LASTEXITCODE"
            [pscustomobject]@{ Output = @($output); ExitCode = $LASTEXITCODE }
        }
    }

    It 'writes the report and ends with 0 where all is well' {
        $run = Invoke-DailyReport
        $run.ExitCode | Should -Be 0
        $run.Output[-1] | Should -Be 'All nodes are at or below their thresholds.'
        $today = [datetime]::Today.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        (Get-ChildItem $TestDrive/daily).Name | Should -Be (@('csv', 'html', 'imp-east-1.csv', 'imp-east-2.csv', 'imp-west-1.csv', 'imp-west-2.csv') | ForEach-Object { "sessions-$today.$_" })
        @($run.Output -like 'Written: *').Count | Should -Be 6
        Get-Content $TestDrive/daily/*.html -Raw | Should -BeLike '*imp-east-1*11,250*29.4%*'
    }

    It 'names its files by the same calendar everywhere' {
        $script = "[cultureinfo]::CurrentCulture = 'th-TH'; & '$examples/scheduled/DailyReport.ps1' -Destination '$TestDrive/thai'"
        $null = pwsh -NoProfile -NonInteractive -Command $script
        (Get-ChildItem $TestDrive/thai/*.html).Name | Should -Match '^sessions-20\d\d-'
    }

    It 'ends with 1 where a node is too full, and names it' {
        $run = Invoke-DailyReport '-ThresholdPercent 20'
        $run.ExitCode | Should -Be 1
        @($run.Output -like 'ALARM *').Count | Should -Be 1
        $run.Output[-1] | Should -BeLike 'ALARM imp-east-1: 3305 sessions of 11250, 29?4%. *'
    }

    It 'ends with 1 where the counters raised an alarm, and names the nodes that nobody has measured' {
        $run = Invoke-DailyReport "-Title East -ThresholdPercent 30 -CounterLog '$examples/data/perfmon/*.csv'"
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Contain 'ALARM imp-east-1: JSMSessionsExceedsThreshold since 2026-11-20 12:47, until 2026-11-20 13:23, at most 31%.'
        $run.Output -like 'UNKNOWN *without a sample*' | Should -HaveCount 3
        Get-Content $TestDrive/daily/capacity-*.html -Raw | Should -BeLike '*<title>East*id="curve-1"*2026-11-20 12:47*'
        Get-Content $TestDrive/daily/sessions-*.html -Raw | Should -BeLike '*<title>East*'
    }

    It 'ends with 2 where sessions are of no node, with them in the reports' {
        "User,Node,Device`nu1,imp-east-1,Desktop`nu2,,Desktop" | Set-Content $TestDrive/nodeless.csv
        $run = Invoke-DailyReport "-Sessions '$TestDrive/nodeless.csv'"
        $run.ExitCode | Should -Be 2
        @($run.Output -like 'UNKNOWN 1 sessions are of no node*').Count | Should -Be 1
        Get-Content $TestDrive/daily/sessions-*.html -Raw | Should -BeLike '*"u2"*'
        & $examples/Capacity.ps1 -Sessions $TestDrive/nodeless.csv -Destination $TestDrive/capacity.html -WarningAction SilentlyContinue | ForEach-Object NodeName | Should -Be 'imp-east-1'
    }

    It 'ends with 2 where it cannot be told: <Name>' -ForEach @(
        @{ Name = 'no sessions'; Argument = '-Sessions nowhere.csv'; Says = '*nowhere.csv*' }
        @{ Name = 'no inventory'; Argument = '-Inventory nowhere.csv'; Says = '*nowhere.csv*' }
    ) {
        $run = Invoke-DailyReport $Argument
        $run.ExitCode | Should -Be 2
        $run.Output -like 'UNKNOWN *' | Select-Object -First 1 | Should -BeLike $Says
    }

    It 'ends with 2 where a row was not understood, with the others in the report' {
        "User,Node,Device`nu1,imp-east-1,Desktop`n,imp-east-1,Desktop" | Set-Content $TestDrive/bad.csv
        $run = Invoke-DailyReport "-Sessions '$TestDrive/bad.csv'"
        $run.ExitCode | Should -Be 2
        @($run.Output -like 'UNKNOWN *bad.csv*3*').Count | Should -Be 1
        Get-Content (Get-ChildItem $TestDrive/daily/*.imp-east-1.csv) | Should -Contain ',imp-east-1,u1,1,Desktop,'
    }
}

Describe 'examples/scheduled/Register-DailyReport.ps1' {
    BeforeAll {
        # Only Windows has them.
        foreach ($name in 'New-ScheduledTaskAction', 'New-ScheduledTaskTrigger', 'New-ScheduledTaskPrincipal', 'New-ScheduledTaskSettingsSet', 'Register-ScheduledTask') {
            if (-not (Get-Command $name -ErrorAction Ignore)) { Set-Item "function:global:$name" { param([switch] $Force) } }
        }

        function global:New-ScheduledTaskAction($Execute, $Argument, $WorkingDirectory) { @{ Execute = $Execute; Argument = $Argument } }
        function global:New-ScheduledTaskTrigger([switch] $Daily, $At) { @{ At = $At } }
        function global:New-ScheduledTaskPrincipal($UserId, $LogonType) { @{ UserId = $UserId; LogonType = $LogonType } }
        function global:New-ScheduledTaskSettingsSet([switch] $StartWhenAvailable, $MultipleInstances, $ExecutionTimeLimit) { @{ } }
        function global:Register-ScheduledTask($TaskName, $Description, $Action, $Trigger, $Principal, $Settings, [switch] $Force) { [pscustomobject] $PSBoundParameters }
    }

    AfterAll {
        Remove-Item function:global:New-ScheduledTask*, function:global:Register-ScheduledTask
    }

    It 'registers the job with its arguments' {
        $task = & $examples/scheduled/Register-DailyReport.ps1 -At 05:30 -Argument '-Hours 3'
        $task.TaskName | Should -Be 'ImpOps daily report'
        $task.Action.Argument | Should -BeLike '*-File "*DailyReport.ps1" -Hours 3'
        $task.Action.Execute | Should -Be (Get-Process -Id $PID).Path
        $task.Principal.LogonType | Should -Be 'S4U'
        $task.Principal.UserId | Should -BeLike "*\$([Environment]::UserName)"
        $task.Trigger.At.TimeOfDay | Should -Be ([timespan] '5:30')
    }

    It 'registers nothing with -WhatIf' {
        & $examples/scheduled/Register-DailyReport.ps1 -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'examples/scheduled/impops-report.service and .timer' {
    It 'start the script that lies beside them, with parameters that it has' {
        $service = Get-Content $examples/scheduled/impops-report.service -Raw
        $service | Should -Match '/scheduled/DailyReport\.ps1 '
        $known = (Get-Command $examples/scheduled/DailyReport.ps1).Parameters.Keys
        $used = [regex]::Matches(($service -split 'DailyReport\.ps1')[1], '(?m) -(\w+) /').ForEach({ $_.Groups[1].Value })
        $used | Should -Not -BeNullOrEmpty
        $used | ForEach-Object { $_ | Should -BeIn $known }
        Get-Content $examples/scheduled/impops-report.timer -Raw | Should -Match '(?m)^OnCalendar='
    }
}

Describe 'A script that was copied away' {
    It 'takes the installed module' {
        $modules = Split-Path (Split-Path (Split-Path $env:IMPOPS_MODULE))
        if ((Split-Path $env:IMPOPS_MODULE) -eq $env:IMPOPS_REPOSITORY) {
            Set-ItResult -Skipped -Because 'the repository root is no module path'
            return
        }

        $copy = New-Item -ItemType Directory $TestDrive/copy
        Copy-Item $examples/*.ps1, $examples/data -Destination $copy -Recurse
        $output = pwsh -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$modules'; (& '$copy/Capacity.ps1').Count; (Get-Module ImpOps).ModuleBase"
        $output | Should -Be '4', (Split-Path $env:IMPOPS_MODULE)
    }
}
