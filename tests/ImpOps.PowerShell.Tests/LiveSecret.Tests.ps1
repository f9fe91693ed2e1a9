# The password must come out nowhere: not in objects, not in errors, not in streams, transcripts and traces, whatever the server does or says.

BeforeDiscovery {
    $kinds = 'Refused', 'Reset', 'CutXml', 'Dtd', 'LoginPage', 'Unauthorized', 'Forbidden', 'ServerFault', 'Unavailable', 'WrongCertificate' | ForEach-Object { @{ Kind = $_ } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $password = 'Xy7-Kennwort-mima'
    $lab = Start-Lab -Nodes 2 -Users 10 -Speed 60 -Password $password
    $right = @{ Server = $lab.Server; Port = $lab.Port; Credential = $lab.Credential; CertificateThumbprint = $lab.Thumbprint; TimeoutSec = 1800 }

    # In clear text, as the header carries it, and as Export-Clixml writes a secure string where there is no key store.
    $utf8, $utf16 = [Text.Encoding]::UTF8, [Text.Encoding]::Unicode
    $forms = @(
        $password
        [Convert]::ToBase64String($utf8.GetBytes("$($lab.User):$password"))
        [Convert]::ToBase64String($utf8.GetBytes($password))
        [Convert]::ToHexString($utf16.GetBytes($password))
        [Convert]::ToHexString($utf8.GetBytes($password))
    )

    function Find-Secret([string] $Text) {
        $Text | Should -Not -BeNullOrEmpty
        # A console breaks lines anywhere.
        $unbroken = $Text -replace '\s'
        $forms.Where({ $unbroken.Contains($_, [StringComparison]::OrdinalIgnoreCase) }) | Should -BeNullOrEmpty
    }

    # All that a user can make visible of an object.
    function Show-Whole($Thing) {
        $Thing | Format-List * -Force | Out-String -Width 500
        $Thing | Format-Custom -Depth 6 | Out-String -Width 500
        "$Thing"
        $Thing | ConvertTo-Json -Depth 6 -WarningAction SilentlyContinue
        $Thing | Export-Clixml $TestDrive/thing.xml -Depth 6 -Force
        Get-Content $TestDrive/thing.xml -Raw
    }
}

AfterAll { Stop-Lab $lab }

Describe 'The password' {
    AfterEach {
        Clear-LabFault $lab
        Get-ImpConnection | Disconnect-ImpCluster
    }

    It 'is found by this test where it is' {
        { Find-Secret "a $password b" } | Should -Throw
        { Find-Secret $forms[1] } | Should -Throw
    }

    It 'is not in a connection, nor in what is read over it' {
        Find-Secret (Show-Whole (Connect-ImpCluster @right) | Out-String)
        Find-Secret (Show-Whole (Get-ImpNode) | Out-String)
        Find-Secret (Show-Whole (Get-ImpPresenceRedundancyGroup) | Out-String)
    }

    It 'is in no stream and no error with the fault <Kind>' -ForEach $kinds {
        # A server that says back what it was sent.
        $more = if ($Kind -eq 'ServerFault') { @{ Text = "Access for $password with Basic $($forms[1]) failed" } } else { @{} }
        $connection = Connect-ImpCluster @right
        $null = Add-LabFault $lab $Kind -Node $lab.Server @more
        $seen = @(
            try { Connect-ImpCluster @right -Name again -Verbose -Debug *>&1 } catch { $_ }
            foreach ($reader in 'Get-ImpNode', 'Get-ImpPresenceRedundancyGroup') { & $reader -Connection $connection -Verbose -Debug *>&1 }
        )
        $problems = $seen.Where({ $_ -is [System.Management.Automation.ErrorRecord] })
        $problems.Count | Should -Be 3
        $texts = foreach ($problem in $problems) {
            $problem | Format-List * -Force | Out-String -Width 500
            $problem.ToString()
            for ($exception = $problem.Exception; $exception; $exception = $exception.InnerException) { $exception.ToString(); $exception | Format-List * -Force | Out-String -Width 500 }
            Get-Error -InputObject $problem | Out-String -Width 500
            $problem | Export-Clixml $TestDrive/problem.xml -Force
            Get-Content $TestDrive/problem.xml -Raw
        }
        Find-Secret ($seen + $texts | Out-String -Width 500)
        if ($Kind -eq 'ServerFault') { $problems[0].Exception.Message | Should -BeLike '*Access for `*`*`* with Basic*' }
    }

    It 'is in no transcript, trace or output of a process' {
        $null = Add-LabFault $lab ServerFault -Operation listPresenceRedundancyGroup -Count 1 -Text "No: $password"
        $env:IMPOPS_TEST_PASSWORD = $password
        try {
            $output = pwsh -NoProfile -NonInteractive -Command @"
                `$VerbosePreference = `$DebugPreference = 'Continue'
                Import-Module '$($env:IMPOPS_MODULE)'
                `$credential = [pscredential]::new('$($lab.User)', (ConvertTo-SecureString `$env:IMPOPS_TEST_PASSWORD -AsPlainText -Force))
                Remove-Item Env:/IMPOPS_TEST_PASSWORD
                `$null = Start-Transcript '$TestDrive/transcript.txt' -IncludeInvocationHeader
                `$more = @{ Credential = `$credential; Port = $($lab.Port); CertificateThumbprint = '$($lab.Thumbprint)' }
                Connect-ImpCluster '$($lab.Server)' @more
                Trace-Command -Name * -FilePath '$TestDrive/trace.txt' -Expression {
                    Connect-ImpCluster '$($lab.Server)' @more | Format-List * -Force
                    Get-ImpNode | Format-List * -Force
                }
                `$Error | Format-List * -Force
                `$null = Stop-Transcript
"@ 2>&1 | Out-String -Width 500
        }
        finally {
            Remove-Item Env:/IMPOPS_TEST_PASSWORD
        }

        $output | Should -BeLike '*UserName*labadmin*SoapFault*'
        Find-Secret $output
        Find-Secret (Get-Content $TestDrive/transcript.txt -Raw)
        Find-Secret (Get-Content $TestDrive/trace.txt -Raw)
    }

    It 'is in the body of no request' {
        $null = Connect-ImpCluster @right
        Find-Secret ((Get-LabRequest $lab).body -join ' ')
    }
}
