BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4
    $null = Connect-Lab $lab -Name main
    $recovery = 'Cisco Server Recovery Manager'
    function Get-Value($Node, $Name) { (Get-LabState $lab).parameters.Where({ $_.node -eq $Node -and $_.name -eq $Name }).value }
}

AfterAll { Stop-Lab $lab }

Describe 'Set-ImpServiceParameter' {
    BeforeEach { Clear-LabRequest $lab; Clear-LabFault $lab }

    It 'sets a parameter of one node by the name that the portal prints, and reads it back' {
        $set = Set-ImpServiceParameter $recovery 'Client Re-Login Upper Limit' 953 -NodeName 127.0.0.12 -PassThru
        $set.GetType().FullName | Should -Be 'ImpOps.Cluster.ServiceParameter'
        $set.NodeName, $set.InternalName, $set.Value, $set.Connection | Should -Be '127.0.0.12', 'ClientReLoginUpperLimit', '953', 'main'
        Get-Value 127.0.0.12 ClientReLoginUpperLimit | Should -Be 953
        Get-Value 127.0.0.11 ClientReLoginUpperLimit | Should -Be 537
        (Get-LabRequest $lab -Operation getServiceParameter).Count | Should -Be 1
    }

    It 'sets one clusterwide, by the internal or the Chinese name, and returns nothing' {
        Set-ImpServiceParameter $recovery criticalservicedelay 100 | Should -BeNullOrEmpty
        Get-Value EnterpriseWideData CriticalServiceDelay | Should -Be 100
        Set-ImpServiceParameter $recovery 关键服务关闭延迟 90
        Get-Value EnterpriseWideData CriticalServiceDelay | Should -Be 90
    }

    It 'takes wildcards of nodes, nodes, lines of a CSV file, and parameters that were read' {
        (Set-ImpServiceParameter 'Cisco SIP Proxy' HttpPort 8081 -NodeName '*' -PassThru).NodeName | Should -Be $lab.NodeName
        (Get-ImpNode 127.0.0.1[12] | Set-ImpServiceParameter 'Cisco SIP Proxy' HttpPort 8082 -PassThru).Value | Should -Be 8082, 8082
        $read = "Service,Name,Value,NodeName`nCisco SIP Proxy,HttpPort,8083,127.0.0.13`n$recovery,KeepAliveInterval,16," | ConvertFrom-Csv | Set-ImpServiceParameter -PassThru
        $read.Value | Should -Be '8083', '16'
        ($read | Set-ImpServiceParameter -Value 8084 -PassThru -WhatIf) | Should -BeNullOrEmpty
        ($read[0] | Set-ImpServiceParameter -Value 8084 -PassThru).NodeName | Should -Be '127.0.0.13'
        Get-Value 127.0.0.13 HttpPort | Should -Be 8084
    }

    It 'does not write what is there already' {
        Set-ImpServiceParameter $recovery KeepAliveTimeout 61
        Clear-LabRequest $lab
        $told = Set-ImpServiceParameter $recovery KeepAliveTimeout 61 -PassThru -Verbose 4>&1
        $told.Count | Should -Be 2
        $told[1].Value | Should -Be 61
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'changes nothing with WhatIf' {
        Set-ImpServiceParameter $recovery KeepAliveTimeout 62 -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation list* | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'an unknown service'; Id = 'ServiceUnknown'; Arguments = @{ Service = 'Cisco Server Recovery Manger'; Name = 'x'; Value = '1' } }
        @{ Why = 'an unknown parameter'; Id = 'ParameterUnknown'; Arguments = @{ Service = 'Cisco Server Recovery Manager'; Name = 'x'; Value = '1' } }
        @{ Why = 'an unknown node'; Id = 'NodeUnknown'; Arguments = @{ Service = 'Cisco SIP Proxy'; Name = 'HttpPort'; Value = '1'; NodeName = 'imp-9' } }
        @{ Why = 'no node where it is needed'; Id = 'ParameterNeedsNode'; Arguments = @{ Service = 'Cisco SIP Proxy'; Name = 'HttpPort'; Value = '1' } }
        @{ Why = 'a node where the whole cluster would change'; Id = 'ParameterIsClusterwide'; Arguments = @{ Service = 'Cisco XCP Router'; Name = 'MaxLogonSessionsPerUser'; Value = '5'; NodeName = '127.0.0.11' } }
        @{ Why = 'a value that the server refuses'; Id = 'AxlFault'; Arguments = @{ Service = 'Cisco SIP Proxy'; Name = 'HttpPort'; Value = '70000'; NodeName = '127.0.0.11' } }
    ) {
        { Set-ImpServiceParameter @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        Get-Value EnterpriseWideData MaxLogonSessionsPerUser | Should -Be 10
    }

    It 'goes on with the next node where one is refused' {
        $null = Add-LabFault $lab ServerFault -Operation updateServiceParameter -Count 1 -Text 'The table is locked'
        $set = Set-ImpServiceParameter 'Cisco SIP Proxy' HttpPort 8090 -NodeName 127.0.0.11, 127.0.0.12 -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue
        $set.NodeName | Should -Be '127.0.0.12'
        $problem.Count | Should -Be 1
        $problem[0].Exception.Message | Should -BeLike '*The table is locked*'
    }

    It 'breaks no contract' { Get-LabViolation $lab | Should -BeNullOrEmpty }
}
