# What goes wrong between ImpOps and a cluster, and the error that an administrator gets for it.

BeforeDiscovery {
    $faults = @(
        @{ Kind = 'Refused'; ErrorId = 'ServerUnreachable'; Category = 'ConnectionError' }
        @{ Kind = 'Reset'; ErrorId = 'ServerUnreachable'; Category = 'ConnectionError' }
        @{ Kind = 'ResponseLost'; ErrorId = 'ServerUnreachable'; Category = 'ConnectionError' }
        @{ Kind = 'Slow'; ErrorId = 'ServerTimedOut'; Category = 'OperationTimeout'; TimeoutSec = 60 }
        @{ Kind = 'CutXml'; ErrorId = 'ResponseCutOff'; Category = 'ConnectionError' }
        @{ Kind = 'Dtd'; ErrorId = 'ResponseHostile'; Category = 'ProtocolError' }
        @{ Kind = 'EntityBomb'; ErrorId = 'ResponseHostile'; Category = 'ProtocolError' }
        @{ Kind = 'HugeXml'; ErrorId = 'ResponseHostile'; Category = 'ProtocolError' }
        @{ Kind = 'LoginPage'; ErrorId = 'NotSoap'; Category = 'ProtocolError' }
        @{ Kind = 'Unauthorized'; ErrorId = 'CredentialsRejected'; Category = 'AuthenticationError' }
        @{ Kind = 'Forbidden'; ErrorId = 'AccessDenied'; Category = 'PermissionDenied' }
        @{ Kind = 'ServerFault'; Fault = @{ Text = 'The cupboard is bare' }; ErrorId = 'SoapFault'; Category = 'InvalidResult'; Text = 'The cupboard is bare' }
        @{ Kind = 'Unavailable'; ErrorId = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Kind = 'WrongCertificate'; ErrorId = 'CertificateRejected'; Category = 'SecurityError'; Text = 'CN=someone-else.example' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 2 -Users 0 -Speed 60
}

AfterAll { Stop-Lab $lab }

Describe 'The fault <Kind>' -ForEach $faults {
    BeforeAll {
        $patience = if ($TimeoutSec) { @{ TimeoutSec = $TimeoutSec } } else { @{} }
        $more = if ($Fault) { $Fault } else { @{} }
    }

    AfterEach {
        Clear-LabFault $lab
        Get-ImpConnection | Disconnect-ImpCluster
    }

    It 'ends Connect-ImpCluster as <ErrorId>' {
        $null = Add-LabFault $lab $Kind -Node $lab.Server @more
        $problem = { Connect-Lab $lab @patience } | Should -Throw -ErrorId "$ErrorId,*" -PassThru
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.Exception.Message | Should -BeLike "*$($lab.Server)*$Text*"
        Get-ImpConnection | Should -BeNullOrEmpty
    }

    It 'is an error of <Reader>, and over when the fault is' -ForEach @(
        @{ Reader = 'Get-ImpNode' }
        @{ Reader = 'Get-ImpPresenceRedundancyGroup' }
    ) {
        $null = Connect-Lab $lab @patience
        $null = Add-LabFault $lab $Kind -Node $lab.Server @more
        $found = & $Reader -ErrorVariable problem -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        @($problem).Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$ErrorId,*"
        Clear-LabFault $lab
        @(& $Reader).Count | Should -BeGreaterThan 0
    }
}

Describe 'A fault that passes' {
    BeforeAll { $null = Connect-Lab $lab }
    AfterEach { Clear-LabFault $lab }
    AfterAll { Disconnect-ImpCluster }

    It 'is waited out: <Kind>' -ForEach @(
        @{ Kind = 'Unavailable' }
        @{ Kind = 'ExpiredSession' }
        @{ Kind = 'LoginPage' }
    ) {
        $null = Add-LabFault $lab $Kind -Operation listProcessNode -Count 1
        (Get-ImpNode -ErrorAction Stop).Name | Should -Be $lab.NodeName
    }
}

Describe 'A connection among others' {
    AfterEach {
        Get-ImpConnection | Disconnect-ImpCluster
        Clear-LabFault $lab
    }

    It 'leaves the others what they have when it fails' {
        $other = Start-Lab -Nodes 1 -Users 0 -Speed 60
        try {
            $null = Connect-Lab $lab -Name dead
            $null = Connect-Lab $other -Name alive
            $null = Add-LabFault $lab Refused -Node $lab.Server
            (Get-ImpNode -Connection dead, alive -ErrorVariable problem -ErrorAction SilentlyContinue).Connection | Should -Be 'alive'
            @($problem).FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
        }
        finally {
            $other.Process.StandardInput.Close()
        }
    }

    It 'reads the cluster although a node is dead' {
        $null = Connect-Lab $lab
        Stop-LabNode $lab 127.0.0.12
        try { (Get-ImpNode -ErrorAction Stop).Name | Should -Be $lab.NodeName }
        finally { Start-LabNode $lab 127.0.0.12 }
    }
}
