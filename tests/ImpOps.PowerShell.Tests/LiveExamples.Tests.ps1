BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $examples = Join-Path $env:IMPOPS_REPOSITORY 'examples'
    $lab = Start-Lab -Nodes 4 -Users 40 -Speed 60
    $null = Connect-Lab $lab
}

AfterAll { Stop-Lab $lab }

Describe 'examples/ChangeCapture.ps1' {
    BeforeAll {
        $capture = "$examples/ChangeCapture.ps1"
        & $capture -Save $TestDrive/before.json
    }

    It 'finds no difference where there is none' {
        & $capture -Compare $TestDrive/before.json | Should -BeNullOrEmpty
    }

    It 'tells what was changed, and what that asks to restart' {
        Disable-ImpMultiDeviceMessaging -Confirm:$false -WarningAction SilentlyContinue | Out-Null
        Disable-ImpHighAvailability -PresenceRedundancyGroup Subcluster-2 -Confirm:$false
        try {
            $differences = & $capture -Compare $TestDrive/before.json
            & $capture -Save $TestDrive/after.json | ForEach-Object Name | Should -Be 'after.json'
        }
        finally {
            Enable-ImpMultiDeviceMessaging -Confirm:$false -WarningAction SilentlyContinue | Out-Null
            Enable-ImpHighAvailability -PresenceRedundancyGroup Subcluster-2 -Confirm:$false
        }

        $parameter = @($differences | Where-Object Area -eq ServiceParameter)
        $parameter.Name | Sort-Object -Unique | Should -BeIn 'Enable Multi-Device Messaging', '启用多设备消息传送'
        $parameter[0].Before | Should -Not -Be $parameter[0].After
        ($differences | Where-Object Name -eq 'Subcluster-2: high availability').After | Should -Be 'False'
        ($parameter[0] | Test-ImpRestartRequired).Service | Should -Be 'Cisco XCP Router'

        # Two captures are compared without a connection.
        $offline = & $capture -Compare $TestDrive/before.json -With $TestDrive/after.json
        $offline.Name | Sort-Object | Should -Be ($differences.Name | Sort-Object)
    }

    It 'does not depend on the language of the session' {
        $script = "Import-Module '$($env:IMPOPS_MODULE)'; & '$capture' -Compare '$TestDrive/before.json' -With '$TestDrive/other-language.json'"
        (Get-Content $TestDrive/before.json -Raw).Replace('启用多设备消息传送', 'X').Replace('Enable Multi-Device Messaging', 'X') | Set-Content $TestDrive/other-language.json
        pwsh -NoProfile -NonInteractive -Command $script | Should -BeNullOrEmpty
    }

    It 'overwrites no capture, and leaves nothing beside it' {
        $text = Get-Content $TestDrive/before.json -Raw
        { & $capture -Save $TestDrive/before.json } | Should -Throw
        Get-Content $TestDrive/before.json -Raw | Should -BeExactly $text
        Get-ChildItem $TestDrive -Filter *.part | Should -BeNullOrEmpty
    }

    It 'refuses what is no capture' {
        Set-Content $TestDrive/other.json '{ "Kind": "something else" }'
        { & $capture -Compare $TestDrive/other.json } | Should -Throw '*is no capture*'
        (Get-Content $TestDrive/before.json -Raw).Substring(0, 400) | Set-Content $TestDrive/other.json
        { & $capture -Compare $TestDrive/other.json } | Should -Throw '*is no capture, or a cut one*'
    }

    It 'holds no password and no user' {
        $text = Get-Content $TestDrive/before.json -Raw
        $text | Should -Not -Match ([regex]::Escape($lab.Password))
        (Get-ImpAssignedUser).UserId | Select-Object -First 5 | ForEach-Object { $text | Should -Not -Match "\b$([regex]::Escape($_))\b" }
    }
}

Describe 'examples/ClusterHealth.Tests.ps1' {
    BeforeAll {
        # A suite within a suite needs a process of its own. It gets the password as an environment variable, as in a CI.
        function Invoke-Health([string] $Data) {
            $env:IMPOPS_TEST_PASSWORD = $lab.Password
            try {
                $script = @"
`$WarningPreference = 'SilentlyContinue'
Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
Import-Module '$($env:IMPOPS_MODULE)'
`$credential = [pscredential]::new('$($lab.User)', (ConvertTo-SecureString `$env:IMPOPS_TEST_PASSWORD -AsPlainText -Force))
`$container = New-PesterContainer -Path '$examples/ClusterHealth.Tests.ps1' -Data @{ $Data }
`$result = Invoke-Pester -Container `$container -PassThru -Output None
`$result.Tests | Select-Object ExpandedPath, @{ n = 'Result'; e = { [string] `$_.Result } } | ConvertTo-Json -AsArray
# As -CI counts.
exit (`$result.FailedCount + `$result.FailedBlocksCount + `$result.FailedContainersCount)
"@
                $output = pwsh -NoProfile -NonInteractive -Command $script
                [pscustomobject]@{ Tests = $output | Out-String | ConvertFrom-Json; ExitCode = $LASTEXITCODE }
            }
            finally {
                $env:IMPOPS_TEST_PASSWORD = $null
            }
        }
    }

    It 'names what is wrong in the inventory, and ends with an exit code' {
        $run = Invoke-Health ''
        $run.ExitCode | Should -Be 5
        $failed = @($run.Tests | Where-Object Result -eq Failed)
        $failed.ExpandedPath | ForEach-Object { $_ | Should -BeLike 'Retry limits.PRG-West: *' }
        @($run.Tests | Where-Object { $_.ExpandedPath -like 'JSM sessions.*' -and $_.Result -eq 'Passed' }).Count | Should -Be 4
    }

    It 'passes no inventory without nodes, and no node that only the sessions name' {
        Get-Content $examples/data/nodes.csv -Encoding utf8 | Where-Object { $_ -notmatch 'imp-west-1' } | Set-Content $TestDrive/nodes.csv -Encoding utf8
        $run = Invoke-Health "Inventory = '$TestDrive/nodes.csv'"
        ($run.Tests | Where-Object ExpandedPath -eq 'JSM sessions.imp-west-1 is not over its threshold').Result | Should -Be 'Failed'
        @($run.Tests | Where-Object { $_.ExpandedPath -like 'JSM sessions.*' -and $_.Result -eq 'Passed' }).Count | Should -Be 3

        Get-Content $examples/data/nodes.csv -Encoding utf8 -TotalCount 1 | Set-Content $TestDrive/nodes.csv -Encoding utf8
        (Invoke-Health "Inventory = '$TestDrive/nodes.csv'; Sessions = '$TestDrive/nodes.csv'").ExitCode | Should -Not -Be 0
    }

    It 'checks a live cluster, its high availability and its services too' {
        $live = "Server = '$($lab.Server)'; Port = $($lab.Port); Credential = `$credential; CertificateThumbprint = '$($lab.Thumbprint)'"
        $run = Invoke-Health $live
        $run.Tests | Where-Object ExpandedPath -like 'JSM sessions.*' | ForEach-Object Result | Should -Be (@('Passed') * 4)
        $run.Tests | Where-Object ExpandedPath -like 'High availability.*' | ForEach-Object Result | Should -Be (@('Passed') * 2)
        $run.Tests | Where-Object ExpandedPath -like 'Services.*' | ForEach-Object Result | Should -Be (@('Passed') * 4)
        $run.Tests | Where-Object ExpandedPath -like 'Assigned users.*' | ForEach-Object Result | Should -Be (@('Passed') * 4)
        $run.Tests | Where-Object Result -eq Failed | ForEach-Object ExpandedPath | Should -BeLike 'Retry limits.*'

        Disable-ImpHighAvailability -PresenceRedundancyGroup Subcluster-2 -Confirm:$false
        try { $run = Invoke-Health $live } finally { Enable-ImpHighAvailability -PresenceRedundancyGroup Subcluster-2 -Confirm:$false }
        ($run.Tests | Where-Object { $_.ExpandedPath -like 'High availability.Subcluster-2*' }).Result | Should -Be 'Failed'
    }
}
