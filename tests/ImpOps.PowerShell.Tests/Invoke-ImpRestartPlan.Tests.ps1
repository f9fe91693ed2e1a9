BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $router = 'Cisco XCP Router'
    $lab = Start-Lab -Nodes 2 -Users 60 -Speed 300
    $null = Connect-Lab $lab
    $group = (Get-ImpPresenceRedundancyGroup).Name
    $plan = Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup $group
    function Get-Commanded($Service = $router) { $lab.NodeName | ForEach-Object { (Get-LabService $lab $_ $Service).restartCommands } }
    function Get-Journal { Join-Path $TestDrive "$([guid]::NewGuid()).journal" }
    function Test-Whole {
        $now = Get-ImpPresenceRedundancyGroup
        $now.HighAvailability -and -not @($now.State.State -ne 'Normal')
    }
}

AfterAll {
    Stop-Lab $lab
}

Describe 'Invoke-ImpRestartPlan' {
    AfterEach {
        Clear-LabFault $lab
        $lab.NodeName | ForEach-Object { Start-LabNode $lab $_ }
    }

    It 'does nothing with -WhatIf' {
        Clear-LabRequest $lab
        $journal = Get-Journal
        $plan | Invoke-ImpRestartPlan -Journal $journal -WhatIf
        $journal | Should -Not -Exist
        Get-LabRequest $lab | Should -BeNullOrEmpty
    }

    It 'restarts each service once on each node, with high availability off, and enables it again' {
        $before = Get-Commanded
        $journal = Get-Journal
        $done = $plan | Invoke-ImpRestartPlan -Journal $journal -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        $done[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartStepResult'
        $done.State | Sort-Object -Unique | Should -Be 'Done'
        $done.ForEach({ "$($_.Step) $($_.NodeName)".Trim() }) | Should -Be '1', '2', '3 127.0.0.11', '3 127.0.0.12', '4 127.0.0.11', '4 127.0.0.12', '5'
        ($done | Where-Object Step -eq 2).ForEach({ $_.EndedAt - $_.StartedAt }) | Should -BeGreaterOrEqual ([timespan]::FromMinutes(2))
        $warned | Should -BeNullOrEmpty
        Get-Commanded | Should -Be $before.ForEach({ $_ + 1 })
        Test-Whole | Should -BeTrue
        (Get-ImpRestartPlan -Journal $journal).State | Sort-Object -Unique | Should -Be 'Done'

        # A plan that is finished has nothing left to do.
        Invoke-ImpRestartPlan -Journal $journal -Resume -Confirm:$false | Should -BeNullOrEmpty
        Get-Commanded | Should -Be $before.ForEach({ $_ + 1 })
        Get-LabViolation $lab | Should -BeNullOrEmpty
    }

    It 'goes on where a node died in the middle, and warns that high availability is off until then' {
        $before = Get-Commanded
        $journal = Get-Journal
        $null = Add-LabFault $lab NodeDies -Node 127.0.0.12 -Operation soapDoControlServices -Count 1
        $done = $plan | Invoke-ImpRestartPlan -Journal $journal -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -Match ',ImpOps.PowerShell.Commands.InvokeImpRestartPlanCommand$'
        $done[-1].State | Should -Be 'Failed'
        "$warned" | Should -Match ([regex]::Escape($group))
        $state = Get-ImpRestartPlan -Journal $journal -WarningVariable told -WarningAction SilentlyContinue
        $state | Where-Object NodeName -eq 127.0.0.12 | Where-Object Step -eq 3 | ForEach-Object State | Should -Be 'Failed'
        "$told" | Should -Match ([regex]::Escape($group))

        Start-LabNode $lab 127.0.0.12
        $rest = Invoke-ImpRestartPlan -Journal $journal -Resume -Confirm:$false
        $rest[-1].Action, $rest[-1].State | Should -Be 'EnableHighAvailability', 'Done'
        Test-Whole | Should -BeTrue
        $asked = Get-Commanded
        $asked[0] | Should -Be ($before[0] + 1)
        $asked[1] | Should -BeGreaterOrEqual ($before[1])
    }

    It 'stops at what an administrator has to do, and says what that is' {
        $journal = Get-Journal
        $node = Test-ImpRestartRequired 'utils remotesyslog set protocol tcp' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup $group -NodeName 127.0.0.11
        $done = $node | Invoke-ImpRestartPlan -Journal $journal -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        $done[-1].State | Should -Be 'ActionNeeded'
        $done[-1].Detail | Should -Not -BeNullOrEmpty
        "$warned" | Should -Match ([regex]::Escape($group))
        $rest = Invoke-ImpRestartPlan -Journal $journal -Resume -Force -Confirm:$false
        $rest[-1].Action, $rest[-1].State | Should -Be 'EnableHighAvailability', 'Done'
        Test-Whole | Should -BeTrue
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a plan with a step left out'; Plan = { $plan | Where-Object Step -ne 4 } }
        @{ Name = 'a group that the cluster does not have'; Plan = { Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup Elsewhere } }
        @{ Name = 'a plan without a group'; Plan = { Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability } }
        @{ Name = 'a restart with high availability on'; Plan = { Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -PresenceRedundancyGroup $group } }
    ) {
        $before = Get-Commanded
        $journal = Get-Journal
        & $Plan | Invoke-ImpRestartPlan -Journal $journal -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed | Should -Not -BeNullOrEmpty
        $journal | Should -Not -Exist
        Get-Commanded | Should -Be $before
        Test-Whole | Should -BeTrue
    }

    It 'takes one cluster' {
        $second = Connect-Lab $lab -Name second
        { $plan | Invoke-ImpRestartPlan -Journal (Get-Journal) -Connection 127.0.0.1, second -Confirm:$false } | Should -Throw -ErrorId 'RestartPlanNeedsOneConnection,*'
        $second | Disconnect-ImpCluster
    }

    It 'is an error without a connection' {
        Get-ImpConnection | Disconnect-ImpCluster
        { $plan | Invoke-ImpRestartPlan -Journal (Get-Journal) -Confirm:$false } | Should -Throw -ErrorId 'NotConnected,*'
        $null = Connect-Lab $lab
    }

    It 'has help' {
        (Get-Help Invoke-ImpRestartPlan).Synopsis | Should -Match 'finishes a plan|完成被中断的计划'
    }
}

# A minute: once is enough.
Describe 'Invoke-ImpRestartPlan, killed at every record of its journal' -Skip:(-not ($env:IMPOPS_BUILD -eq 'net8.0' -and $env:LANG -notlike 'zh*')) {
    BeforeAll {
        $script = Join-Path $TestDrive 'run.ps1'
        @"
Import-Module '$((Get-Module ImpOps).Path -replace 'bin[\\/].*$', 'ImpOps.psd1')'
Import-Module '$(Join-Path $PSScriptRoot 'Lab.psm1')'
& (Get-Module Lab) { Set-ModuleSpeed $($lab.Speed) }
`$credential = [pscredential]::new('$($lab.User)', (ConvertTo-SecureString `$env:IMPOPS_LAB_PASSWORD -AsPlainText -Force))
`$null = Connect-ImpCluster -Server $($lab.Server) -Port $($lab.Port) -Credential `$credential -CertificateThumbprint $($lab.Thumbprint) -TimeoutSec 9000
Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup '$group' |
    Invoke-ImpRestartPlan -Journal `$args[0] -Confirm:`$false
"@ | Set-Content -LiteralPath $script
        function Start-Run([string] $Journal) {
            $start = [Diagnostics.ProcessStartInfo]::new('pwsh')
            '-NoProfile', '-NonInteractive', '-File', $script, $Journal | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.Environment['IMPOPS_LAB_PASSWORD'] = $lab.Password
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            [Diagnostics.Process]::Start($start)
        }
        function Get-RecordCount([string] $Journal) {
            if (-not [IO.File]::Exists($Journal)) { return 0 }
            $stream = [IO.FileStream]::new($Journal, 'Open', 'Read', 'ReadWrite, Delete')
            try { [IO.StreamReader]::new($stream).ReadToEnd().Split("`n").Count - 1 } finally { $stream.Dispose() }
        }
    }

    It 'finishes the plan after record <_>, every service restarted exactly once and high availability on' -ForEach (1..14) {
        $before = Get-Commanded
        $journal = Get-Journal
        $run = Start-Run $journal
        $patience = [Diagnostics.Stopwatch]::StartNew()
        while ((Get-RecordCount $journal) -lt $_ -and -not $run.HasExited -and $patience.Elapsed.TotalSeconds -lt 120) { Start-Sleep -Milliseconds 2 }
        $run.Kill()
        $run.WaitForExit()
        Get-RecordCount $journal | Should -BeGreaterOrEqual $_ -Because $run.StandardError.ReadToEnd()

        $null = Get-ImpRestartPlan -Journal $journal -WarningAction SilentlyContinue
        $null = Invoke-ImpRestartPlan -Journal $journal -Resume -Confirm:$false
        (Get-ImpRestartPlan -Journal $journal).State | Sort-Object -Unique | Should -Be 'Done'
        Get-Commanded | Should -Be $before.ForEach({ $_ + 1 })
        Test-Whole | Should -BeTrue
    }
}
