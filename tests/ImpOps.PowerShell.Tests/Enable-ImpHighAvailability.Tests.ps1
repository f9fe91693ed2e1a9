BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 5 -NoHighAvailability
    $null = Connect-Lab $lab -Name main
    function Get-HighAvailability { (Get-LabState $lab).groups.highAvailability }
    function Reset-HighAvailability { Disable-ImpHighAvailability DefaultCUPSubcluster, Subcluster-2 -Confirm:$false }
}

AfterAll { Stop-Lab $lab }

Describe 'Enable-ImpHighAvailability' {
    BeforeEach {
        Clear-LabFault $lab
        Reset-HighAvailability
        Clear-LabRequest $lab
    }

    It 'works on the group that is named, and on no other, and returns nothing' {
        Enable-ImpHighAvailability defaultcupsubcluster -Confirm:$false | Should -BeNullOrEmpty
        Get-HighAvailability | Should -Be $true, $false, $false
    }

    It 'returns the group as it was read back' {
        $group = Enable-ImpHighAvailability Subcluster-2 -PassThru -Confirm:$false
        $group.GetType().FullName | Should -Be 'ImpOps.Cluster.PresenceRedundancyGroup'
        $group.Name, $group.HighAvailability, $group.Connection | Should -Be 'Subcluster-2', $true, 'main'
        (Get-LabRequest $lab -Operation updatePresenceRedundancyGroup).Count | Should -Be 1
    }

    It 'takes wildcards, groups and nodes' {
        (Enable-ImpHighAvailability Def*, Subcluster-2 -PassThru -Confirm:$false).Count | Should -Be 2
        Reset-HighAvailability
        (Get-ImpPresenceRedundancyGroup Def* | Enable-ImpHighAvailability -PassThru -Confirm:$false).Name | Should -Be 'DefaultCUPSubcluster'
        (Get-ImpNode 127.0.0.13 | Enable-ImpHighAvailability -PassThru -Confirm:$false).Name | Should -Be 'Subcluster-2'
        Get-HighAvailability | Should -Be $true, $true, $false
    }

    It 'leaves a group alone that is so already' {
        Enable-ImpHighAvailability Subcluster-2 -Confirm:$false
        Clear-LabRequest $lab
        $told = Enable-ImpHighAvailability Subcluster-2 -PassThru -Confirm:$false -Verbose 4>&1
        $told.Count | Should -Be 2
        $told[1].HighAvailability | Should -Be $true
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'changes nothing with WhatIf' {
        Enable-ImpHighAvailability DefaultCUPSubcluster -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'asks as its impact says' {
        $type = (Get-Command Enable-ImpHighAvailability).ImplementingType
        $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be Medium
    }

    It 'refuses an unknown group and one with a single node, and goes on' {
        $groups = Enable-ImpHighAvailability NoSuch, Subcluster-3, Subcluster-2 -PassThru -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue
        $groups.Name | Should -Be 'Subcluster-2'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'GroupUnknown', 'HighAvailabilityNeedsPair'
    }

    It 'passes on what the server says' {
        $null = Add-LabFault $lab ServerFault -Operation updatePresenceRedundancyGroup -Count 1 -Text 'The table is locked'
        { Enable-ImpHighAvailability Subcluster-2 -Confirm:$false -ErrorAction Stop } | Should -Throw '*The table is locked*' -ErrorId 'SoapFault,*'
        Get-HighAvailability | Should -Be $false, $false, $false
    }

    It 'breaks no contract' { Get-LabViolation $lab | Should -BeNullOrEmpty }
}
