BeforeAll {
    $inventory = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/nodes.csv'

    function New-Node {
        param([string] $Name = 'n1', [int] $Users = 1000, [int] $Lower = 120, [int] $Upper = 253, $Delay = 120, [string] $Group = 'A')
        [pscustomobject]@{
            PresenceRedundancyGroup = $Group; NodeName = $Name; OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; UserCount = $Users
            RetryLowerLimit = $Lower; RetryUpperLimit = $Upper; CriticalServiceDownDelay = $Delay
        }
    }
}

Describe 'Test-ImpRetryLimit' {
    It 'finds what is wrong in the example cluster' {
        $findings = Import-Csv $inventory | Test-ImpRetryLimit
        $findings[0].GetType().FullName | Should -Be 'ImpOps.Finding'
        $failed = $findings | Where-Object -Not Passed
        $failed.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be 'PRG-West'
        $failed | ForEach-Object { "$($_.Check) $($_.NodeName) $($_.Actual)/$($_.Expected)" } | Should -Be @(
            'LowerEqualsDelay imp-west-1 120/90', 'LowerEqualsDelay imp-west-2 120/90', 'UpperSameOnNodes  537, 187/'
            'UpperSufficient imp-west-2 187/220', 'UpperNotDefault imp-west-1 537/220')
        $findings.Message | Should -Not -Contain ''
    }

    It 'passes a group that is set right' {
        $findings = (New-Node n1 2000), (New-Node n2 1000) | Test-ImpRetryLimit
        $findings.Passed | Should -Not -Contain $false
        $findings.Check | Sort-Object -Unique | Should -Be (
            'DelayInRange', 'LowerEqualsDelay', 'LowerSameOnNodes', 'NodePair', 'ProfileCovers', 'SameProfile', 'SettingsKnown', 'UpperNotDefault',
            'UpperSameOnNodes', 'UpperSufficient', 'WindowInOrder')
    }

    It 'gives one Boolean with -Quiet' {
        Import-Csv $inventory | Test-ImpRetryLimit -Quiet | Should -BeExactly $false
        (New-Node n1 2000), (New-Node n2 1000) | Test-ImpRetryLimit -Quiet | Should -BeExactly $true
        @() | Test-ImpRetryLimit -Quiet | Should -BeExactly $false
        New-Node | Test-ImpRetryLimit -Quiet | Should -BeExactly $false
    }

    It 'judges a node by parameters as well' {
        $findings = Test-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -UserCount 2000 -RetryLowerLimit 120 -RetryUpperLimit 200 -CriticalServiceDownDelay 120
        ($findings | Where-Object -Not Passed).Check | Should -Be 'NodePair', 'UpperSufficient'
    }

    It 'warns where the delay is not known, and does not judge it' {
        $findings = (New-Node n1 -Delay ''), (New-Node n2 -Delay $null) | Test-ImpRetryLimit -WarningVariable warning -WarningAction SilentlyContinue
        $findings.Check | Should -Not -Contain 'LowerEqualsDelay'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match 'n1, n2'
    }

    It 'compares the limits with the derived figure when asked' {
        $nodes = (New-Node n1 8000 -Upper 1058), (New-Node n2 0 -Upper 1058)
        $nodes | ForEach-Object { $_.OvaSize = 25000; $_.HighAvailabilityMode = 'ActiveStandby' }
        $nodes | Test-ImpRetryLimit -Quiet -WarningVariable warning -WarningAction SilentlyContinue | Should -BeTrue
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '1120'
        $nodes | Test-ImpRetryLimit -Quiet -Source Derived | Should -BeFalse
    }

    It 'makes a finding of a group that no profile covers' {
        $findings = (New-Node n1 9000), (New-Node n2 100) | Test-ImpRetryLimit
        ($findings | Where-Object -Not Passed).Check | Should -Be 'ProfileCovers'
        ($findings | Where-Object Check -eq ProfileCovers).Message | Should -Match '9000.*7500'
    }

    It 'makes a finding of an empty cell' {
        $empty = New-Node n2
        $empty.UserCount = ''
        $empty.RetryUpperLimit = $null
        $findings = (New-Node n1), $empty | Test-ImpRetryLimit -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        $known = $findings | Where-Object Check -eq SettingsKnown
        $known.Passed | Should -Be $true, $false
        $known[1].Actual | Should -Be 'UserCount, RetryUpperLimit'
        (New-Node n1), $empty | Test-ImpRetryLimit -Quiet | Should -BeExactly $false
    }

    It 'calls nothing right where a record was not understood, and says which' {
        $right = (New-Node n1), (New-Node n2)
        $bad = New-Node n3 -Group B
        $bad.OvaSize = '15k'
        $worse = [pscustomobject]@{ Colour = 'red' }
        $right + $bad + $worse | Test-ImpRetryLimit -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue |
            Should -BeExactly $false
        $problem.Count | Should -Be 2
        $problem[0].Exception.Message | Should -Match '15k'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '3.*n3.*4'
        $right | Test-ImpRetryLimit -Quiet | Should -BeExactly $true
    }

    It 'passes over a record that lacks a setting, and the group is then not right' {
        $bad = New-Node n2
        $bad.RetryUpperLimit = 'unknown'
        $findings = (New-Node n1), $bad | Test-ImpRetryLimit -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].Exception.Message | Should -Match 'unknown'
        ($findings | Where-Object -Not Passed).Check | Should -Be 'NodePair'
    }

    It 'groups its view by presence redundancy group' {
        $text = Import-Csv $inventory | Test-ImpRetryLimit | Out-String -Width 99
        ([regex]::Matches($text, '(?m): PRG-(East|West)\s*$')).Count | Should -Be 2
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }
}

Describe 'Test-ImpRetryLimit on a live cluster' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
        $lab = Start-Lab -Nodes 4 -Users 400 -Speed 60
        $null = Connect-Lab $lab
    }

    AfterEach { Clear-LabFault $lab }
    AfterAll { Stop-Lab $lab }

    It 'says what is wrong in production' {
        $findings = Get-ImpPresenceRedundancyGroup | Test-ImpRetryLimit -OvaSize 15000
        $findings.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
        $findings | Where-Object { -not $_.Passed -and $_.PresenceRedundancyGroup -like 'Sub*' } | ForEach-Object { "$($_.Check) $($_.NodeName) $($_.Actual)/$($_.Expected)" } | Should -Be @(
            'LowerEqualsDelay 127.0.0.13 120/90', 'LowerEqualsDelay 127.0.0.14 120/90', 'UpperNotDefault 127.0.0.13 537/127', 'UpperNotDefault 127.0.0.14 537/127')
        Get-ImpPresenceRedundancyGroup | Test-ImpRetryLimit -OvaSize 15000 -Quiet | Should -BeExactly $false
    }

    It 'judges by the mode that is given' {
        $findings = Test-ImpRetryLimit -Group (Get-ImpPresenceRedundancyGroup Subcluster-2) -OvaSize 15000 -HighAvailabilityMode active/standby
        ($findings | Where-Object Check -eq SameProfile).Message | Should -Match 'ActiveStandby'
    }

    It 'has the other groups where one cannot be read, and calls nothing right' {
        $groups = @(Get-ImpPresenceRedundancyGroup)
        $null = Add-LabFault $lab ServerFault -Operation listPresenceRedundancyGroup -Count 1
        $findings = $groups | Test-ImpRetryLimit -OvaSize 15000 -ErrorVariable problem -ErrorAction SilentlyContinue
        $findings.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be $groups[1].Name
        $problem.FullyQualifiedErrorId | Should -Be 'SoapFault,ImpOps.PowerShell.Commands.TestImpRetryLimitCommand'
        $null = Add-LabFault $lab ServerFault -Operation listPresenceRedundancyGroup -Count 1
        $groups[0] | Test-ImpRetryLimit -OvaSize 15000 -Quiet -ErrorAction SilentlyContinue | Should -BeExactly $false
    }

    It 'needs the connection that the group came over' {
        $away = Connect-Lab $lab -Name away
        $group = Get-ImpPresenceRedundancyGroup Subcluster-2 -Connection away
        Disconnect-ImpCluster $away
        $group | Test-ImpRetryLimit -OvaSize 15000 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'ConnectionNotFound,*'
    }

    It 'warns where high availability is disabled' {
        $off = Start-Lab -Nodes 2 -Users 10 -Speed 60 -NoHighAvailability
        $second = Connect-Lab $off -Name off
        try {
            $null = Get-ImpPresenceRedundancyGroup -Connection off | Test-ImpRetryLimit -OvaSize 500 -WarningVariable warning -WarningAction SilentlyContinue
            $warning.Message | Should -Match 'DefaultCUPSubcluster'
        }
        finally {
            Disconnect-ImpCluster $second
            $off.Process.StandardInput.Close()
        }
    }
}
