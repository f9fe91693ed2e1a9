BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 3 -Users 0 -Speed 60
    $null = Connect-Lab $lab -Name east
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpPresenceRedundancyGroup' {
    AfterEach { Clear-LabFault $lab }

    It 'gives nodes, high availability and its state' {
        $groups = Get-ImpPresenceRedundancyGroup
        $groups.Name | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
        $groups.HighAvailability | Should -Be $true, $false
        $groups[0].NodeName | Should -Be '127.0.0.11', '127.0.0.12'
        $groups[1].NodeName | Should -Be '127.0.0.13'
        $groups[0].State.NodeName | Should -Be '127.0.0.11', '127.0.0.12'
        $groups[0].State.State | Should -Be 'Normal', 'Normal'
        $groups.Connection | Should -Be 'east', 'east'
        Get-LabViolation $lab | Should -BeNullOrEmpty
    }

    It 'takes wildcards, and nodes from the pipeline' {
        (Get-ImpPresenceRedundancyGroup sub*).Name | Should -Be 'Subcluster-2'
        (Get-ImpNode 127.0.0.11, 127.0.0.12 | Get-ImpPresenceRedundancyGroup).Name | Should -Be 'DefaultCUPSubcluster'
        (Get-ImpPresenceRedundancyGroup | Get-ImpPresenceRedundancyGroup).Name | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
    }

    It 'says which groups there are where a name is unknown' {
        { Get-ImpPresenceRedundancyGroup PRG-West -ErrorAction Stop } |
            Should -Throw -ErrorId 'GroupUnknown,*' -ExpectedMessage '*[''“]PRG-West[''”]*DefaultCUPSubcluster, Subcluster-2*'
    }

    It 'gives the groups all the same where the account may not query the database' {
        $null = Add-LabFault $lab Forbidden -Operation executeSQLQuery
        $group = Get-ImpPresenceRedundancyGroup DefaultCUPSubcluster
        $group.HighAvailability | Should -BeTrue
        $group.State.State | Should -Be 'Unknown', 'Unknown'
        $group.State[0].Reason | Should -BeLike '*127.0.0.1*'
    }

    It 'sees a failover' {
        Stop-LabNode $lab 127.0.0.12
        Step-LabTime $lab 300
        $state = (Get-ImpPresenceRedundancyGroup DefaultCUPSubcluster).State
        $state[0].State | Should -Be 'RunningInBackupMode'
        ($state | Format-Table | Out-String) | Should -Match '127\.0\.0\.11 +\S'
    }

    It 'keeps words on a journey to a file' {
        Get-ImpPresenceRedundancyGroup Subcluster-2 | Export-Clixml $TestDrive/group.xml -Depth 3
        $back = Import-Clixml $TestDrive/group.xml
        $back.NodeName | Should -Be '127.0.0.13'
        $back.State[0].State | Should -BeOfType ([string])
    }
}
