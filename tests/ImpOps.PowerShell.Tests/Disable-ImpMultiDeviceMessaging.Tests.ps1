BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4
    $null = Connect-Lab $lab -Name main
    function Get-Value { (Get-LabState $lab).parameters.Where({ $_.name -eq 'EnableMultiDeviceMessaging' }).value }
}

AfterAll { Stop-Lab $lab }

Describe 'Disable-ImpMultiDeviceMessaging' {
    BeforeEach {
        Clear-LabFault $lab
        Set-ImpServiceParameter 'Cisco XCP Router' EnableMultiDeviceMessaging True
        Clear-LabRequest $lab
    }

    It 'sets the parameter and plans the restart on the publisher, which it does not carry out' {
        $plan = Disable-ImpMultiDeviceMessaging
        Get-Value | Should -Be False
        $plan[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartStep'
        $plan.Action | Should -Be 'RecordAssignedUsers', 'DisableHighAvailability', 'RestartService', 'WaitForJsmSessions', 'EnableHighAvailability'
        $plan[2].NodeName, $plan[2].Service, $plan[2].PresenceRedundancyGroup | Should -Be '127.0.0.11', 'Cisco XCP Router', 'DefaultCUPSubcluster'
        Get-LabRequest $lab -Operation soapDoControlServices | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation updatePresenceRedundancyGroup | Should -BeNullOrEmpty
    }

    It 'plans it on the nodes that are named, group by group' {
        $plan = Disable-ImpMultiDeviceMessaging -NodeName 127.0.0.14, 127.0.0.1[12]
        $plan.Where({ $_.Action -eq 'RestartService' }).NodeName | Should -Be '127.0.0.11', '127.0.0.12', '127.0.0.14'
        $plan.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
    }

    It 'leaves high availability out of the plan where the group has none' {
        Disable-ImpHighAvailability DefaultCUPSubcluster -Confirm:$false
        try { (Disable-ImpMultiDeviceMessaging).Action | Should -Be 'RecordAssignedUsers', 'RestartService', 'WaitForJsmSessions' }
        finally { Enable-ImpHighAvailability DefaultCUPSubcluster }
    }

    It 'returns the parameter ahead of the plan' {
        $all = Disable-ImpMultiDeviceMessaging -PassThru
        $all.Count | Should -Be 6
        $all[0].InternalName, $all[0].Value, $all[0].Connection | Should -Be 'EnableMultiDeviceMessaging', 'False', 'main'
    }

    It 'warns where there is nothing to change' {
        $null = Disable-ImpMultiDeviceMessaging
        Clear-LabRequest $lab
        ($all = Disable-ImpMultiDeviceMessaging -PassThru -WarningVariable warning -WarningAction SilentlyContinue).Value | Should -Be False
        @($all).Count | Should -Be 1
        $warning.Count | Should -Be 1
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'changes nothing with WhatIf' {
        Disable-ImpMultiDeviceMessaging -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
        Get-Value | Should -Be True
    }

    It 'changes nothing where the nodes of the plan are unknown' {
        { Disable-ImpMultiDeviceMessaging -NodeName imp-9 -ErrorAction Stop } | Should -Throw -ErrorId 'NodeUnknown,*'
        Get-Value | Should -Be True
    }

    It 'plans nothing where the change is refused' {
        $null = Add-LabFault $lab ServerFault -Operation updateServiceParameter -Count 1 -Text 'The table is locked'
        Disable-ImpMultiDeviceMessaging -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'SoapFault,*'
    }

    It 'breaks no contract' { Get-LabViolation $lab | Should -BeNullOrEmpty }
}
