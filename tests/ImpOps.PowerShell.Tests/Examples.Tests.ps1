BeforeAll {
    $examples = Join-Path $env:IMPOPS_REPOSITORY 'examples'
}

Describe 'examples/SessionReport.ps1' {
    It 'shows the report and writes its files' {
        $report = & $examples/SessionReport.ps1 -Destination $TestDrive/out/report.csv
        $report.Level | Sort-Object -Unique | Should -Be 'Cluster', 'SubCluster', 'Node'
        $report[0].UserCount | Should -Be 4837
        (Get-ChildItem $TestDrive/out).Name | Should -Be 'report.csv', 'report.imp-east-1.csv', 'report.imp-east-2.csv', 'report.imp-west-1.csv', 'report.imp-west-2.csv'
        (Get-ImpSessionReport $TestDrive/out/*.csv -Level Cluster).SessionCount | Should -Be $report[0].SessionCount
    }

    It 'writes into the current folder where the name has none, also for a caller who takes only the first line' {
        $here = New-Item -ItemType Directory $TestDrive/here
        Push-Location $here
        try { & $examples/SessionReport.ps1 -Destination r.csv | Select-Object -First 1 | ForEach-Object Level | Should -Be 'Cluster' }
        finally { Pop-Location }
        (Get-ChildItem $here).Count | Should -Be 5
    }
}

Describe 'examples/Capacity.ps1' {
    It 'measures the four nodes' {
        $capacity = & $examples/Capacity.ps1
        $capacity.NodeName | Should -Be 'imp-east-1', 'imp-east-2', 'imp-west-1', 'imp-west-2'
        $capacity.SessionLimit | Sort-Object -Unique | Should -Be 11250
    }

    It 'warns once of a node that the inventory lacks, and measures the others' {
        Get-Content $examples/data/nodes.csv -Encoding utf8 | Where-Object { $_ -notmatch 'imp-west-1' } | Set-Content $TestDrive/nodes.csv -Encoding utf8
        $capacity = & $examples/Capacity.ps1 -Inventory $TestDrive/nodes.csv -WarningVariable warning -WarningAction SilentlyContinue
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
