BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4 -Users 40 -Speed 60
    $null = Connect-Lab $lab
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpService' {
    AfterEach { Clear-LabFault $lab }
    AfterAll { Get-LabViolation $lab | Should -BeNullOrEmpty }

    It 'gets the services of all nodes' {
        $services = Get-ImpService
        $services[0].GetType().FullName | Should -Be 'ImpOps.Cluster.ClusterService'
        $services.NodeName | Sort-Object -Unique | Should -Be $lab.NodeName
        $router = $services | Where-Object { $_.Name -eq 'Cisco XCP Router' -and $_.NodeName -eq '127.0.0.11' }
        $router.Status | Should -Be 'Started'
        $router.Kind | Should -Be 'NetworkService'
        $router.UpTime | Should -BeGreaterThan ([timespan] '6.00:00')
        $router.Connection | Should -Be '127.0.0.1'
        ($services | Where-Object Name -eq 'Cisco XCP Directory Service').Status | Sort-Object -Unique | Should -Be 'NotActivated'
    }

    It 'filters by name and node' {
        (Get-ImpService 'cisco xcp router' -NodeName 127.0.0.12).Name | Should -BeExactly 'Cisco XCP Router'
        (Get-ImpService 'Cisco SIP*', *Proxy -NodeName *.13, *.14).NodeName | Sort-Object -Unique | Should -Be '127.0.0.13', '127.0.0.14'
        (Get-ImpService *Proxy -NodeName *.13).Count | Should -Be 1
    }

    It 'asks all nodes that are piped side by side, each once' {
        Clear-LabRequest $lab
        @(Get-ImpNode) * 2 | Get-ImpService 'Cisco XCP Router' | ForEach-Object NodeName | Sort-Object | Should -Be $lab.NodeName
        (Get-LabRequest $lab -Operation soapGetServiceStatus).node | Sort-Object | Should -Be $lab.NodeName
        (Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpService *Router).NodeName | Sort-Object | Should -Be '127.0.0.13', '127.0.0.14'
    }

    It 'has the other nodes where one fails' {
        $null = Add-LabFault $lab Refused -Node 127.0.0.12
        $services = Get-ImpService 'Cisco XCP Router' -ErrorVariable problem -ErrorAction SilentlyContinue
        $services.NodeName | Sort-Object | Should -Be '127.0.0.11', '127.0.0.13', '127.0.0.14'
        $problem.FullyQualifiedErrorId | Should -Be 'ServerUnreachable,ImpOps.PowerShell.Commands.GetImpServiceCommand'
        $problem[0].Exception.Message | Should -Match '127\.0\.0\.12'
    }

    It 'names the closest services' {
        Get-ImpService 'Cisco XCP Ruter' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.Count | Should -Be 1
        $problem.FullyQualifiedErrorId | Should -BeLike 'ServiceUnknown,*'
        $problem[0].Exception.Message | Should -Match 'Cisco XCP Router'
        Get-ImpService Foo* -ErrorAction Stop | Should -BeNullOrEmpty
        Get-ImpService -NodeName nowhere -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'NodeUnknown,*'
    }

    It 'shows node, service, status and how long it has been up' {
        $text = Get-ImpService 'Cisco XCP Router' -NodeName 127.0.0.11 | Out-String -Width 99
        $text | Should -Match 'Node +Service +Status +UpTime'
        $text | Should -Match '127\.0\.0\.11 +Cisco XCP Router +Started +\d+\.\d\d:\d\d:\d\d'
    }
}

Describe 'Get-ImpService without a connection' {
    It 'says how to connect' {
        $script = "Import-Module '$($env:IMPOPS_MODULE)'; try { Get-ImpService } catch { `$_.FullyQualifiedErrorId }"
        pwsh -NoProfile -NonInteractive -Command $script | Should -Be 'NotConnected,ImpOps.PowerShell.Commands.GetImpServiceCommand'
    }
}
