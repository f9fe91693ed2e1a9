BeforeAll {
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data'
    $users = Import-Csv $data/assigned-users.csv
    $nodes = Import-Csv $data/nodes.csv
    $lines = Get-ImpSessionReport $data/sessions.csv -Level User
    $small = @{ OvaSize = 500; HighAvailabilityMode = 'active/active' }

    function New-User([string] $Node, [int] $Count, $Sessions = 1, [string] $Group = 'g') {
        1..$Count | ForEach-Object { [pscustomobject]@{ UserId = "$Node-$_"; NodeName = $Node; PresenceRedundancyGroup = $Group; SessionCount = $Sessions } }
    }
}

Describe 'Get-ImpRebalancePlan' {
    It 'plans assigned users with an inventory and a session report' {
        $plan = $users | Get-ImpRebalancePlan -Node $nodes -SessionReport $lines -WarningVariable warning
        $plan.GetType().FullName | Should -Be 'ImpOps.Capacity.RebalancePlan'
        $plan.Feasible, $plan.UserCount, $plan.SessionCount, $plan.EstimatedUserCount | Should -Be $true, 5000, 8342, 0
        $plan.MoveCount | Should -Be $plan.MinimumMoveCount
        $plan.Move.Count | Should -Be $plan.MoveCount
        $plan.Node.NodeName | Should -Be 'imp-east-1', 'imp-east-2', 'imp-west-1', 'imp-west-2'
        $plan.Node.SessionLimit | Sort-Object -Unique | Should -Be 11250
        foreach ($node in $plan.Node) {
            [Math]::Abs($node.PercentUsedAfter - $plan.MeanPercent) | Should -BeLessOrEqual ($plan.MeanPercent * 0.1001)
            $leaving = $plan.Move | Where-Object FromNode -eq $node.NodeName | Measure-Object SessionCount -Sum
            $arriving = $plan.Move | Where-Object ToNode -eq $node.NodeName | Measure-Object SessionCount -Sum
            $node.UserCountAfter | Should -Be ($node.UserCountBefore - $leaving.Count + $arriving.Count)
            $node.SessionCountAfter | Should -Be ($node.SessionCountBefore - $leaving.Sum + $arriving.Sum)
        }

        ($plan.Node | Measure-Object UserCountAfter -Sum).Sum | Should -Be 5000
        $warning | Should -BeNullOrEmpty
    }

    It 'moves users that are on the node, each once' {
        $plan = $users | Get-ImpRebalancePlan -Node $nodes -SessionReport $lines
        $at = @{}
        foreach ($user in $users) { $at[$user.UserId] = $user.NodeName }
        @($plan.Move | Where-Object { $at[$_.UserId] -ne $_.FromNode -or $_.FromNode -eq $_.ToNode }).Count | Should -Be 0
        @($plan.Move.UserId | Sort-Object -Unique).Count | Should -Be $plan.MoveCount
    }

    It 'tells the retry limits of each group before and after' {
        $plan = New-User a1 180 | Get-ImpRebalancePlan @small -CriticalServiceDownDelay 130 -Node @{ NodeName = 'a2'; PresenceRedundancyGroup = 'g' }
        $plan.Group.RetryLimitBefore.UserCount, $plan.Group.RetryLimitAfter.UserCount | Should -Be 180, 99
        $plan.Group.RetryLimitAfter.RetryUpperLimit |
            Should -Be (Get-ImpRetryLimit -OvaSize 500 -HighAvailabilityMode ActiveActive -UserCount 99 -CriticalServiceDownDelay 130).RetryUpperLimit
        $plan.Group.RetryLimitAfter.RetryLowerLimit, $plan.Group.RetryLimitChanges | Should -Be 130, $true
    }

    It 'warns of a group that its profile does not cover' {
        $plan = $(New-User a1 290; New-User a2 300) | Get-ImpRebalancePlan @small -WarningVariable warning -WarningAction SilentlyContinue
        $plan.Feasible, $plan.Group.Problem.ErrorId | Should -Be $true, 'UserCountAboveProfile'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '\bg\b.*500-ActiveActive'
    }

    It 'fills up nodes that only the inventory knows' {
        $new = 'b1', 'b2' | ForEach-Object { [pscustomobject]@{ NodeName = $_; PresenceRedundancyGroup = 'new'; OvaSize = '500'; HighAvailabilityMode = 'active/active' } }
        $plan = $(New-User a1 140; New-User a2 140) | Get-ImpRebalancePlan @small -Node $new
        $plan.Node.UserCountAfter | Should -Be 77, 77, 63, 63
        $plan.MoveWithinGroupCount | Should -Be 0
        # As a live node has it.
        $live = [pscustomobject]@{ Name = 'a2'; PresenceRedundancyGroup = 'g'; Connection = 'x' }
        (New-User a1 100 | Get-ImpRebalancePlan @small -Node $live).Node.UserCountAfter | Should -Be 55, 45
    }

    It 'keeps moves within the group where that costs none' {
        $plan = $(New-User a1 100; New-User a2 60; New-User b1 100 1 h; New-User b2 60 1 h) | Get-ImpRebalancePlan @small
        $plan.MoveCount, $plan.MoveWithinGroupCount | Should -Be 24, 24
    }

    It 'takes totals of nodes, and what is assumed' {
        $plain = $(New-User a1 100 $null; New-User a2 50 '') | Select-Object UserId, NodeName, PresenceRedundancyGroup
        $totals = [pscustomobject]@{ Level = 'Node'; NodeName = 'a1'; PresenceRedundancyGroup = 'g'; UserCount = 90; SessionCount = 165; DeviceType = '' }
        $plan = $plain | Get-ImpRebalancePlan @small -SessionReport $totals -SessionPerUser 1.5
        $plan.Node.SessionCountBefore | Should -Be 165, 75
        $plan.EstimatedUserCount, $plan.AssumedUserCount | Should -Be 150, 50
        $plan.Move[0].SessionCount | Should -Be 1.65
        $plan = $plain | Get-ImpRebalancePlan @small -WarningVariable warning -WarningAction SilentlyContinue
        $plan.SessionCount | Should -Be 150
        $warning[0].Message | Should -Match '150.*SessionPerUser'
    }

    It 'takes the users of a report where there are no others, and says what is missing' {
        foreach ($plan in @(
                $lines | Get-ImpRebalancePlan -Node $nodes -WarningVariable warning -WarningAction SilentlyContinue
                Get-ImpRebalancePlan -SessionReport $lines -Node $nodes -WarningVariable warning -WarningAction SilentlyContinue)) {
            $plan.UserCount, $plan.SessionCount | Should -Be 4837, 8342
            $warning[0].Message | Should -Match '4837'
        }
    }

    It 'takes users and lines that come from another process' {
        $users | Export-Clixml $TestDrive/users.xml
        $lines | Export-Csv $TestDrive/lines.csv -NoTypeInformation
        $expected = ($users | Get-ImpRebalancePlan -Node $nodes -SessionReport $lines).Move.UserId
        (Import-Clixml $TestDrive/users.xml | Get-ImpRebalancePlan -Node $nodes -SessionReport (Import-Csv $TestDrive/lines.csv)).Move.UserId | Should -Be $expected
        ($(Import-Csv $TestDrive/lines.csv; $users) | Get-ImpRebalancePlan -Node $nodes).Move.UserId | Should -Be $expected
    }

    It 'gives moves that a CSV file keeps' {
        $plan = $(New-User a1 100 2; New-User a2 40 1) | ForEach-Object { $_ | Add-Member Connection lab -PassThru } | Get-ImpRebalancePlan @small
        $plan.Move | Export-Csv $TestDrive/moves.csv -NoTypeInformation
        $read = Import-Csv $TestDrive/moves.csv
        $read.Count | Should -Be $plan.MoveCount
        ($read[0].PSObject.Properties.Name) | Should -Be 'UserId', 'FromNode', 'ToNode', 'FromGroup', 'ToGroup', 'SessionCount', 'Connection'
        ($read[0].PSObject.Properties.Value) | Should -Be 'a1-1', 'a1', 'a2', 'g', 'g', '2', 'lab'
    }

    It 'survives Export-Clixml with its nodes, groups and moves' {
        $(New-User a1 100 2; New-User a2 40 1) | Get-ImpRebalancePlan @small | Export-Clixml $TestDrive/plan.xml
        $plan = Import-Clixml $TestDrive/plan.xml
        $plan.Outcome | Should -Be 'Balanced'
        $plan.Move[0].UserId, $plan.Node[0].NodeName | Should -Be 'a1-1', 'a1'
        $plan.Group[0].RetryLimitAfter.RetryLowerLimit | Should -Be 120
    }

    It 'plans each cluster for itself' {
        $two = foreach ($cluster in 'west', 'east') {
            New-User n1 100 | ForEach-Object { $_.PresenceRedundancyGroup = $null; $_ | Add-Member Connection $cluster -PassThru }
        }
        $cluster = @{ NodeName = 'n2'; Connection = 'east' }, @{ NodeName = 'n2'; Connection = 'west' } | ForEach-Object { [pscustomobject] $_ }
        $plans = $two | Get-ImpRebalancePlan -OvaSize 500 -Node $cluster
        $plans.Connection | Should -Be 'east', 'west'
        $plans.MoveCount | Should -Be 45, 45
        $plans[1].Move.Connection | Sort-Object -Unique | Should -Be 'west'
        { $two | Get-ImpRebalancePlan -OvaSize 500 -Node @{ NodeName = 'n2' } } | Should -Throw -ErrorId 'NodeConnectionMissing,*'
    }

    It 'warns of what cannot be reached, and comes as close as it can' {
        $plan = $(New-User a1 400; New-User a2 220) | Get-ImpRebalancePlan @small -WarningVariable warning -WarningAction SilentlyContinue
        $plan.Feasible, $plan.Outcome, $plan.ExcessSessionCount | Should -Be $false, 'ThresholdExceeded', 20
        $plan.Node.SessionCountAfter | Should -Be 341, 279
        $warning[-1].Message | Should -Be $plan.Reason

        $plan = $(New-User a1 1 50; New-User a2 1 20) | Get-ImpRebalancePlan @small -WarningVariable warning -WarningAction SilentlyContinue
        $plan.Outcome, $plan.ReachedTolerancePercent, $plan.MoveCount | Should -Be 'ToleranceExceeded', 43, 0
    }

    It 'keeps another threshold and another tolerance' {
        $unequal = $(New-User a1 150; New-User a2 50)
        ($unequal | Get-ImpRebalancePlan @small -TolerancePercent 0).Node.SessionCountAfter | Should -Be 100, 100
        ($unequal | Get-ImpRebalancePlan @small -TolerancePercent '2.5').Node.SessionCountAfter | Should -Be 102, 98
        ($unequal | Get-ImpRebalancePlan @small -TolerancePercent 50).MoveCount | Should -Be 0
        ($unequal | Get-ImpRebalancePlan @small -TolerancePercent 50 -ThresholdPercent 32).Node.SessionCountAfter | Should -Be 120, 80
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'ThresholdOutOfRange'; Arguments = @{ OvaSize = 500; ThresholdPercent = 101 } }
        @{ Id = 'ToleranceOutOfRange'; Arguments = @{ OvaSize = 500; TolerancePercent = 101 } }
        @{ Id = 'SessionPerUserOutOfRange'; Arguments = @{ OvaSize = 500; SessionPerUser = 0 } }
    ) {
        { New-User a1 1 | Get-ImpRebalancePlan @Arguments } | Should -Throw -ErrorId "$Id,ImpOps.PowerShell.Commands.GetImpRebalancePlanCommand"
    }

    It 'says of users or nodes that do not fit: <Id>' -ForEach @(
        @{ Id = 'OvaSizeUnknown'; Arguments = @{ OvaSize = 7500 }; Second = @{ UserId = 'u'; NodeName = 'a1' } }
        @{ Id = 'RebalanceOvaSizeMissing'; Arguments = @{}; Second = @{ UserId = 'u'; NodeName = 'a1' } }
        @{ Id = 'RebalanceUserTwice'; Arguments = @{ OvaSize = 500 }; Second = @{ UserId = 'A1-1'; NodeName = 'a2' } }
        @{ Id = 'RebalanceUserMissing'; Arguments = @{ OvaSize = 500 }; Second = @{ Name = 'u'; NodeName = 'a1' } }
        @{ Id = 'RebalanceNodeInTwoGroups'; Arguments = @{ OvaSize = 500 }; Second = @{ UserId = 'u'; NodeName = 'a1'; PresenceRedundancyGroup = 'h' } }
        @{ Id = 'RebalanceStandbyHasUsers'; Arguments = @{ OvaSize = 500; HighAvailabilityMode = 'ActiveStandby' }; Second = @{ UserId = 'u'; NodeName = 'a2'; PresenceRedundancyGroup = 'g' } }
        @{ Id = 'NotAReportEntry'; Arguments = @{ OvaSize = 500 }; Second = @{ UserId = 'u'; Level = 'User'; SessionCount = '1'; DeviceType = ''; GeneratedAt = 'never' } }
    ) {
        $(New-User a1 1; [pscustomobject] $Second) | Get-ImpRebalancePlan @Arguments -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be "$Id,ImpOps.PowerShell.Commands.GetImpRebalancePlanCommand"
    }

    It 'passes over users on no node, and tells how many' {
        $plan = $(New-User a1 3; New-User '' 2) | Get-ImpRebalancePlan -OvaSize 500 -WarningVariable warning -WarningAction SilentlyContinue
        $plan.UserCount | Should -Be 3
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '\b2\b|^2'
    }

    It 'says that nobody is there, and what is no node' {
        Get-ImpRebalancePlan @small -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RebalanceNoUsers,*'
        { New-User a1 1 | Get-ImpRebalancePlan @small -Node @{ Group = 'x' } } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*NodeName*'
    }

    It 'shows a plan, its nodes, groups and moves in one line each' {
        $plan = $(New-User imp-1 300 2 PRG-1; New-User imp-2 100 1 PRG-1) | Get-ImpRebalancePlan -OvaSize 15000 -HighAvailabilityMode ActiveActive
        $plan | Out-String -Width 99 | Should -Match '108 +108 Balanced +2 +400 +700 +3[.,]1 +5[.,]3 +3[.,]4 +80 +10'
        $plan.Node[0] | Out-String -Width 99 | Should -Match 'PRG-1 +imp-1 +11250 +300 +192 +600 +384 +5[.,]3 +3[.,]4'
        $plan.Group | Out-String -Width 99 | Should -Match 'PRG-1 +ActiveActive +400 +400 +120 +\d+ +120 +\d+ +(True|False)'
        $plan.Move[0] | Out-String -Width 99 | Should -Match 'imp-1-1 +imp-1 +imp-2 +PRG-1 +PRG-1 +2'
    }
}
