BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4 -Users 40 -Speed 60
    $null = Connect-Lab $lab
    $recovery = 'Cisco Server Recovery Manager'
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpServiceParameter' {
    AfterEach { Clear-LabFault $lab }
    AfterAll { Get-LabViolation $lab | Should -BeNullOrEmpty }

    It 'gets the parameters of all nodes and the clusterwide ones' {
        $parameters = Get-ImpServiceParameter
        $parameters[0].GetType().FullName | Should -Be 'ImpOps.Cluster.ServiceParameter'
        ($parameters | Where-Object InternalName -eq ClientReLoginUpperLimit).NodeName | Sort-Object | Should -Be $lab.NodeName
        @($parameters | Where-Object InternalName -eq CriticalServiceDelay).Count | Should -Be 1
        ($parameters | Where-Object InternalName -eq CriticalServiceDelay).NodeName | Should -BeNullOrEmpty
        $parameters.Service | Sort-Object -Unique | Should -Be 'Cisco Server Recovery Manager', 'Cisco SIP Proxy', 'Cisco XCP Router'
    }

    It 'gets what holds on a node' {
        $parameters = Get-ImpServiceParameter -Service $recovery -NodeName 127.0.0.12
        $parameters.NodeName | Where-Object { $_ } | Sort-Object -Unique | Should -Be '127.0.0.12'
        @($parameters | Where-Object { -not $_.NodeName }).Count | Should -Be 7
        @(Get-ImpNode *.1[12] | Get-ImpServiceParameter 'Client Re-Login*', 'Critical Service*').Count | Should -Be 5
    }

    It 'knows a parameter as <Name>' -ForEach @(
        @{ Name = 'Critical Service Down Delay' }, @{ Name = 'Critical Service Delay' }, @{ Name = 'criticalservicedelay' }, @{ Name = '关键服务关闭延迟' }
    ) {
        $parameter = Get-ImpServiceParameter $Name $recovery
        $parameter.InternalName | Should -Be 'CriticalServiceDelay'
        $parameter.Value | Should -Be '90'
    }

    It 'knows other spellings where the service is named' {
        (Get-ImpServiceParameter 'client relogin lower limit' $recovery -NodeName 127.0.0.11).InternalName | Should -Be 'ClientReLoginLowerLimit'
    }

    It 'takes wildcards, and services in any case' {
        (Get-ImpServiceParameter *keepalive* -Service *recovery*).InternalName | Sort-Object | Should -Be 'InitKeepAliveTimeout', 'KeepAliveInterval', 'KeepAliveTimeout'
        (Get-ImpServiceParameter -Service 'cisco xcp router').InternalName | Should -Be 'EnableMultiDeviceMessaging', 'MaxLogonSessionsPerUser'
        Get-ImpServiceParameter Foo* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'asks the server for the services that are named' {
        Clear-LabRequest $lab
        $null = Get-ImpServiceParameter -Service 'Cisco XCP Router', $recovery
        (Get-LabRequest $lab -Operation listServiceParameter).Count | Should -Be 2
    }

    It 'says what does not exist' {
        Get-ImpServiceParameter 'Client Re-Login Middle Limit' $recovery -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'ParameterUnknown,ImpOps.PowerShell.Commands.GetImpServiceParameterCommand'
        $problem[0].Exception.Message | Should -Match 'ClientReLoginLowerLimit'
        Get-ImpServiceParameter Foo -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'ServiceParameterNotFound,*'
        Get-ImpServiceParameter -Service Foo -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterServiceNotFound,*'
        $problem[0].Exception.Message | Should -Match 'Cisco XCP Router'
    }

    It 'makes a refusal an error' {
        $null = Add-LabFault $lab Forbidden -Operation listServiceParameter
        Get-ImpServiceParameter -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
    }

    It 'shows node, service, parameter and value' {
        $text = Get-ImpServiceParameter CriticalServiceDelay | Out-String -Width 99
        $text | Should -Match 'Node +Service +Parameter +Value'
        $text | Should -Match '(\(clusterwide\)|（群集范围）) +Cisco Server Recovery Manager +\S.* 90'
    }
}
