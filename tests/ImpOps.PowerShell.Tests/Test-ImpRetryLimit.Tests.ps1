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
            'LowerEqualsDelay', 'LowerSameOnNodes', 'NodePair', 'ProfileCovers', 'SameProfile', 'UpperNotDefault', 'UpperSameOnNodes', 'UpperSufficient')
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

    It 'holds the limits against the derived figure when asked' {
        $nodes = (New-Node n1 8000 -Upper 1058), (New-Node n2 0 -Upper 1058)
        $nodes | ForEach-Object { $_.OvaSize = 25000; $_.HighAvailabilityMode = 'ActiveStandby' }
        $nodes | Test-ImpRetryLimit -Quiet | Should -BeTrue
        $nodes | Test-ImpRetryLimit -Quiet -Source Derived | Should -BeFalse
    }

    It 'makes a finding of a group that no profile covers' {
        $findings = (New-Node n1 9000), (New-Node n2 100) | Test-ImpRetryLimit
        ($findings | Where-Object -Not Passed).Check | Should -Be 'ProfileCovers'
        ($findings | Where-Object Check -eq ProfileCovers).Message | Should -Match '9000.*7500'
    }

    It 'passes over a record that lacks a setting, and the group is then not right' {
        $bad = New-Node n2
        $bad.RetryUpperLimit = 'unknown'
        $findings = (New-Node n1), $bad | Test-ImpRetryLimit -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].Exception.Message | Should -Match 'unknown'
        ($findings | Where-Object -Not Passed).Check | Should -Be 'NodePair'
    }

    It 'groups its view by presence redundancy group' {
        $text = Import-Csv $inventory | Test-ImpRetryLimit | Out-String -Width 100
        ([regex]::Matches($text, '(?m): PRG-(East|West)\s*$')).Count | Should -Be 2
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }
}
