BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 3
    $right = @{ Server = $lab.Server; Port = $lab.Port; Credential = $lab.Credential }
}

AfterAll { Stop-Lab $lab }

Describe 'Connect-ImpCluster' {
    AfterEach { Get-ImpConnection | Disconnect-ImpCluster }

    It 'discovers nodes and groups, and keeps the contracts' {
        $connection = Connect-ImpCluster @right -CertificateThumbprint $lab.Thumbprint
        $connection | Should -BeOfType ([Type] (Get-Command Connect-ImpCluster).OutputType.Type)
        $connection.Name | Should -Be $lab.Server
        $connection.Server | Should -Be $lab.Server
        $connection.Port | Should -Be $lab.Port
        $connection.UserName | Should -Be $lab.User
        $connection.AxlVersion | Should -Be '14.0'
        $connection.ConnectedAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddMinutes(-5))
        $connection.Nodes.Name | Should -Be $lab.NodeName
        $connection.Groups.Name | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
        $connection.Nodes[1].Name | Should -Be '127.0.0.12'
        Get-LabViolation $lab | Should -BeNullOrEmpty
    }

    It 'becomes the default, and hands over to the one before when it is closed' {
        $null = Connect-Lab $lab -Name east
        $null = Connect-Lab $lab -Name west
        (Get-ImpNode)[0].Connection | Should -Be 'west'
        Disconnect-ImpCluster
        (Get-ImpNode)[0].Connection | Should -Be 'east'
    }

    It 'replaces and closes a connection of the same name, in any case' {
        $before = Connect-Lab $lab -Name east
        $after = Connect-Lab $lab -Name East
        (Get-ImpConnection).Name | Should -BeExactly 'East'
        { Get-ImpNode -Connection $before -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionClosed,*'
        (Get-ImpNode -Connection $after).Count | Should -Be 3
    }

    It 'takes server and credential by position' {
        (Connect-ImpCluster $lab.Server $lab.Credential -Port $lab.Port -CertificateThumbprint $lab.Thumbprint).UserName | Should -Be $lab.User
    }

    It 'takes a user name as Windows PowerShell writes one without a domain' {
        $credential = [pscredential]::new("\$($lab.User)", $lab.Credential.Password)
        (Connect-ImpCluster $lab.Server $credential -Port $lab.Port -CertificateThumbprint $lab.Thumbprint).UserName | Should -BeExactly $lab.User
    }

    It 'takes the whole of a user name with a domain' {
        $credential = [pscredential]::new('someone@example.com', $lab.Credential.Password)
        { Connect-ImpCluster $lab.Server $credential -Port $lab.Port -CertificateThumbprint $lab.Thumbprint } |
            Should -Throw -ErrorId 'CredentialsRejected,*' -ExpectedMessage '*[''“]someone@example.com[''”]*'
    }

    It 'takes a password as PSCredential only' {
        (Get-Command Connect-ImpCluster).Parameters.Values.Where({ $_.Name -match 'password|secret|user' }) | Should -BeNullOrEmpty
        (Get-Command Connect-ImpCluster).Parameters.Credential.ParameterType | Should -Be ([pscredential])
    }

    It 'speaks the version of AXL that it is told' {
        $null = Connect-ImpCluster @right -CertificateThumbprint $lab.Thumbprint -AxlVersion 12.5
        (Get-LabRequest $lab -Operation listProcessNode)[-1].body | Should -BeLike '*http://www.cisco.com/AXL/API/12.5*'
    }

    It 'keeps no connection that could not be made' {
        { Connect-ImpCluster @right } | Should -Throw -ErrorId 'CertificateRejected,*'
        Get-ImpConnection | Should -BeNullOrEmpty
        { Get-ImpNode } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'says what is wrong with <Parameter> <Value>' -ForEach @(
        @{ Parameter = 'Server'; Value = 'https://imp'; ErrorId = 'ServerNameInvalid' }
        @{ Parameter = 'Port'; Value = 0; ErrorId = 'PortOutOfRange' }
        @{ Parameter = 'Port'; Value = 65536; ErrorId = 'PortOutOfRange' }
        @{ Parameter = 'AxlVersion'; Value = '14'; ErrorId = 'AxlVersionInvalid' }
        @{ Parameter = 'TimeoutSec'; Value = 0; ErrorId = 'DurationOutOfRange' }
        @{ Parameter = 'CertificateThumbprint'; Value = 'AB12'; ErrorId = 'ThumbprintInvalid' }
    ) {
        $wrong = $right.Clone()
        $wrong[$Parameter] = $Value
        { Connect-ImpCluster @wrong } | Should -Throw -ErrorId "$ErrorId,*" -ExpectedMessage "*$Value*"
    }
}

Describe 'The certificate' {
    AfterEach {
        Get-ImpConnection | Disconnect-ImpCluster
        Clear-LabFault $lab
    }

    It 'is refused where nobody vouches for it, with what is in it and how to pin it, and nothing is sent' {
        Clear-LabRequest $lab
        $refused = { Connect-ImpCluster @right } | Should -Throw -ErrorId 'CertificateRejected,*' -PassThru
        $refused.CategoryInfo.Category | Should -Be 'SecurityError'
        $message = $refused.Exception.Message
        $message | Should -BeLike '*CN=lab.example, OU=Lab, O=ImpOps*CN=lab.example, OU=Lab, O=ImpOps*'
        [regex]::Matches($message, '\d{4}-\d\d-\d\d').Count | Should -Be 2
        $message | Should -BeLike "*-CertificateThumbprint $($lab.Thumbprint)*"
        Get-LabRequest $lab | Should -BeNullOrEmpty
    }

    It 'is accepted by its thumbprint, however that is written' {
        $pairs = ($lab.Thumbprint -split '(..)').Where({ $_ })
        foreach ($written in $lab.Thumbprint.ToLowerInvariant(), ($pairs -join ':'), ($pairs -join ' ')) {
            (Connect-ImpCluster @right -CertificateThumbprint $written).Name | Should -Be $lab.Server
        }

        (Connect-ImpCluster @right -CertificateThumbprint ('0' * 64), $lab.Thumbprint).Name | Should -Be $lab.Server
    }

    It 'is accepted by no other thumbprint, with -SkipCertificateCheck neither' {
        { Connect-ImpCluster @right -CertificateThumbprint ('0' * 64) } | Should -Throw -ErrorId 'CertificateRejected,*'
        { Connect-ImpCluster @right -CertificateThumbprint ('0' * 64) -SkipCertificateCheck } | Should -Throw -ErrorId 'CertificateRejected,*'
    }

    It 'is not looked at on request, with one warning' {
        $null = Add-LabFault $lab WrongCertificate
        $connection = Connect-ImpCluster @right -SkipCertificateCheck -WarningVariable warning -WarningAction SilentlyContinue
        $connection.Nodes.Count | Should -Be 3
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -BeLike "*$($lab.Server)*-CertificateThumbprint*"
    }

    It 'that is pinned gives no warning' {
        $null = Connect-ImpCluster @right -CertificateThumbprint $lab.Thumbprint -WarningVariable warning
        $warning | Should -BeNullOrEmpty
    }
}

Describe 'A connection' {
    It 'is closed when the module is removed' {
        $env:IMPOPS_TEST_PASSWORD = $lab.Password
        try {
            $output = pwsh -NoProfile -NonInteractive -Command @"
                Import-Module '$($env:IMPOPS_MODULE)'
                `$credential = [pscredential]::new('$($lab.User)', (ConvertTo-SecureString `$env:IMPOPS_TEST_PASSWORD -AsPlainText -Force))
                `$connection = Connect-ImpCluster '$($lab.Server)' `$credential -Port $($lab.Port) -CertificateThumbprint $($lab.Thumbprint)
                Remove-Module ImpOps
                try { `$connection.RefreshAsync([System.Threading.CancellationToken]::None).GetAwaiter().GetResult() }
                catch { `$_.Exception.InnerException.ErrorId }
                Import-Module '$($env:IMPOPS_MODULE)'
                @(Get-ImpConnection).Count
"@
            $output | Should -Be 'ConnectionClosed', '0'
        }
        finally {
            Remove-Item Env:/IMPOPS_TEST_PASSWORD
        }
    }

    It 'belongs to its session' {
        $null = Connect-Lab $lab
        try {
            $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
            $shell.AddScript("Import-Module '$($env:IMPOPS_MODULE)'; @(Get-ImpConnection).Count").Invoke() | Should -Be 0
        }
        finally {
            $shell.Dispose()
            Disconnect-ImpCluster
        }
    }
}
