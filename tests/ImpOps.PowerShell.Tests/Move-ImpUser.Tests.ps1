BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4 -Users 200 -UnassignedUsers 2 -Speed 60
    $null = Connect-Lab $lab
    $command = 'ImpOps.PowerShell.Commands.MoveImpUserCommand'

    # Moves between two nodes of users that no other test has.
    function New-Move([int] $First, [int] $Count, [string] $From = '127.0.0.11', [string] $To = '127.0.0.12') {
        foreach ($user in ($First..($First + $Count - 1)).ForEach({ 'user{0:000000}' -f $_ })) {
            Set-LabUser $lab $user $From
            [pscustomobject]@{ UserId = $user; FromNode = $From; ToNode = $To }
        }
    }

    # What the lab did, not what it was asked.
    function Get-Assignment([string] $Operation = '*assignPresenceUser') {
        foreach ($request in (Get-LabRequest $lab -Operation $Operation).Where({ $_.carriedOut })) {
            [regex]::Match($request.body, '<userid>(.*?)</userid>').Groups[1].Value
        }
    }

    function Get-Place($Move) { Get-ImpAssignedUser $Move.UserId | ForEach-Object NodeName | Sort-Object -Unique }
}

AfterAll { Stop-Lab $lab }

Describe 'Move-ImpUser' {
    BeforeEach {
        Clear-LabRequest $lab
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).journal"
    }

    AfterEach { Clear-LabFault $lab }

    AfterAll { Get-LabViolation $lab | Should -BeNullOrEmpty }

    It 'carries out a plan, after which there is nothing to move' {
        Get-ImpAssignedUser | Where-Object NodeName -EQ '127.0.0.12' | Select-Object -First 30 | ForEach-Object { Set-LabUser $lab $_.UserId 127.0.0.11 }
        $more = @{ Node = Get-ImpNode; OvaSize = 500; HighAvailabilityMode = 'ActiveActive'; SessionPerUser = 1; WarningAction = 'SilentlyContinue' }
        $plan = Get-ImpAssignedUser | Get-ImpRebalancePlan @more
        $plan.MoveCount | Should -BeGreaterThan 20
        $results = $plan.Move | Move-ImpUser -Journal $journal -BatchSize 10 -Confirm:$false
        $results[0].GetType().FullName | Should -Be 'ImpOps.Capacity.UserMoveResult'
        $results.UserId | Should -Be $plan.Move.UserId
        $results.State | Sort-Object -Unique | Should -Be 'Done'
        $results.NodeName | Should -Be $plan.Move.ToNode
        $results[0].Connection | Should -Be '127.0.0.1'
        Get-Assignment | Should -Be $plan.Move.UserId
        (Get-ImpAssignedUser | Get-ImpRebalancePlan @more).MoveCount | Should -Be 0
    }

    It 'takes moves out of a CSV file, also where they name no connection' {
        $moves = New-Move 1 3
        $moves | Select-Object *, @{ n = 'Connection'; e = { $null } } | Export-Csv $TestDrive/moves.csv -NoTypeInformation -Encoding utf8
        (Import-Csv $TestDrive/moves.csv -Encoding utf8 | Move-ImpUser -Journal $journal -Confirm:$false).State | Should -Be 'Done', 'Done', 'Done'
        Get-Place $moves | Should -Be '127.0.0.12'
    }

    It 'takes assigned users, and a user by hand' {
        $moves = New-Move 4 2
        (Get-ImpAssignedUser $moves.UserId | Move-ImpUser -ToNode 127.0.0.13 -Journal $journal -Confirm:$false).FromNode | Should -Be '127.0.0.11', '127.0.0.11'
        Get-Place $moves | Should -Be '127.0.0.13'
        (Move-ImpUser user000004 -FromNode 127.0.0.13 -ToNode 127.0.0.14 -Journal "$journal.2" -Confirm:$false).NodeName | Should -Be '127.0.0.14'
    }

    It 'changes nothing with -WhatIf, and needs no journal for it' {
        $moves = New-Move 6 2
        $moves | Move-ImpUser -WhatIf | Should -BeNullOrEmpty
        $moves | Move-ImpUser -Journal $journal -WhatIf | Should -BeNullOrEmpty
        $journal | Should -Not -Exist
        Get-Assignment | Should -BeNullOrEmpty
        { $moves | Move-ImpUser -Confirm:$false } | Should -Throw -ErrorId "MoveJournalMissing,$command"
        Get-Assignment | Should -BeNullOrEmpty
    }

    It 'does nothing where nothing is piped' {
        @() | Move-ImpUser -Journal $journal -Confirm:$false | Should -BeNullOrEmpty
        $journal | Should -Not -Exist
    }

    It 'makes a refused user an error, moves the others, and tries again with -Resume' {
        $moves = New-Move 8 3
        # Refused as it is, and after the user was taken off the old node. The user goes back there.
        $null = Add-LabFault $lab ServerFault -Operation assignPresenceUser -Count 2 -Text 'Node is full'
        $results = $moves | Move-ImpUser -Journal $journal -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue
        $results.State | Should -Be 'Failed', 'Done', 'Done'
        $problem.FullyQualifiedErrorId | Should -Be "$($results[0].ErrorId),$command"
        $problem[0].Exception.Message | Should -Match 'Node is full'
        $problem[0].TargetObject | Should -Be 'user000008'
        (Get-ImpAssignedUser user000008).NodeName | Should -Be '127.0.0.11'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match ([regex]::Escape("-Resume -Journal '$journal'"))

        Clear-LabRequest $lab
        (Move-ImpUser -Journal $journal -Resume -Confirm:$false).UserId | Should -Be 'user000008'
        Get-Assignment | Should -Be 'user000008'
        Move-ImpUser -Journal $journal -Resume -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'leaves users alone who are somewhere else, or nowhere' {
        $moves = @(New-Move 11 1 -From 127.0.0.13 -To 127.0.0.12) + @(New-Move 12 1) + [pscustomobject]@{ UserId = 'nobody'; FromNode = '127.0.0.11'; ToNode = '127.0.0.12' }
        $moves[0].FromNode = '127.0.0.14'
        $results = $moves | Move-ImpUser -Journal $journal -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue
        $results.State | Should -Be 'Skipped', 'Done', 'Skipped'
        $problem.FullyQualifiedErrorId | Should -Be "MoveUserElsewhere,$command", "MoveUserElsewhere,$command"
        Get-Assignment | Should -Be 'user000012'
    }

    It 'moves nobody where a move cannot be: <ErrorId>' -ForEach @(
        @{ ErrorId = 'MoveNodeUnknown'; To = '127.0.0.99'; More = @{} }
        @{ ErrorId = 'BatchSizeOutOfRange'; To = '127.0.0.12'; More = @{ BatchSize = 0 } }
        @{ ErrorId = 'DurationOutOfRange'; To = '127.0.0.12'; More = @{ Pause = [timespan]::FromSeconds(-1) } }
    ) {
        $moves = @(New-Move 13 1) + @(New-Move 14 1 -To $To)
        $moves | Move-ImpUser -Journal $journal -Confirm:$false @More -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be "$ErrorId,$command"
        Get-Assignment | Should -BeNullOrEmpty
        $journal | Should -Not -Exist
    }

    It 'moves nobody where a user stands twice, or the journal is another' {
        $moves = New-Move 15 2
        $moves + $moves[0] | Move-ImpUser -Journal $journal -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be "MoveUserTwice,$command"
        { Move-ImpUser -Journal $journal -Resume -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "FileNotFound,$command"
        Set-Content $journal 'UserId,FromNode,ToNode'
        { $moves | Move-ImpUser -Journal $journal -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "JournalExists,$command"
        { Move-ImpUser -Journal $journal -Resume -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "JournalInvalid,$command"
        Get-Assignment | Should -BeNullOrEmpty
    }

    It 'refuses moves of two clusters in one run, and moves nobody without a connection' {
        $moves = New-Move 17 2
        $other = Connect-Lab $lab -Name other
        try {
            $rows = $moves[0] | Select-Object *, @{ n = 'Connection'; e = { 'other' } }
            $rows = @($rows) + ($moves[1] | Select-Object *, @{ n = 'Connection'; e = { '127.0.0.1' } })
            { $rows | Move-ImpUser -Journal $journal -Confirm:$false } | Should -Throw -ErrorId "MovesNeedOneConnection,$command"
            ($rows | Move-ImpUser -Connection other -Journal $journal -Confirm:$false).State | Should -Be 'Done', 'Done'
        }
        finally { $other | Disconnect-ImpCluster }
    }

    It 'ends with what concerns the server, says how to go on, and goes on' {
        $moves = New-Move 19 6
        $null = Add-LabFault $lab Unauthorized -Operation assignPresenceUser -After 3
        $results = $moves | Move-ImpUser -Journal $journal -BatchSize 2 -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue
        $results.UserId | Should -Be 'user000019', 'user000020'
        $problem.Count | Should -Be 1
        $problem[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $warning[0].Message | Should -Match '\b3\b.*\b6\b|\b6\b.*\b3\b'
        Clear-LabFault $lab
        (Move-ImpUser -Journal $journal -Resume -Confirm:$false).State | Sort-Object -Unique | Should -Be 'Done'
        Get-Assignment | Should -Be $moves.UserId
        Get-Place $moves | Should -Be '127.0.0.12'
    }

    It 'can be stopped by the pipeline, and goes on' {
        $moves = New-Move 25 6
        @($moves | Move-ImpUser -Journal $journal -BatchSize 2 -Confirm:$false -WarningAction SilentlyContinue | Select-Object -First 1).Count | Should -Be 1
        (Move-ImpUser -Journal $journal -Resume -Confirm:$false).UserId | Should -Be $moves[2..5].UserId
        Get-Assignment | Should -Be $moves.UserId
    }

    It 'moves nobody twice after the process was killed' {
        $moves = New-Move 31 20
        $moves | Export-Csv $TestDrive/killed.csv -NoTypeInformation -Encoding utf8
        # The third move of the second batch does not come to an end.
        $null = Add-LabFault $lab Slow -Operation assignPresenceUser -After 7 -Seconds 6000
        $script = @"
            Import-Module '$env:IMPOPS_MODULE'
            `$credential = [pscredential]::new('$($lab.User)', (ConvertTo-SecureString '$($lab.Password)' -AsPlainText -Force))
            `$null = Connect-ImpCluster -Server $($lab.Server) -Port $($lab.Port) -Credential `$credential -CertificateThumbprint $($lab.Thumbprint)
            Import-Csv '$TestDrive/killed.csv' | Move-ImpUser -Journal '$journal' -BatchSize 5 -Pause 00:00:00 -Confirm:`$false
"@
        $killed = Start-Process pwsh '-NoProfile', '-NonInteractive', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))) -PassThru -RedirectStandardOutput $TestDrive/killed.txt
        while (-not $killed.HasExited -and @(Get-Assignment).Count -lt 7) { Start-Sleep -Milliseconds 50 }
        $killed.HasExited | Should -BeFalse
        $killed.Kill()
        $killed.WaitForExit()
        Clear-LabFault $lab

        @(Get-Assignment).Count | Should -Be 7
        $results = Move-ImpUser -Journal $journal -Resume -Pause 00:00:00 -Confirm:$false
        $results.State | Sort-Object -Unique | Should -Be 'Done'
        $results.UserId | Sort-Object | Should -Be $moves[5..19].UserId
        Get-Assignment | Sort-Object | Should -Be $moves.UserId
        Get-Place $moves | Should -Be '127.0.0.12'
        Move-ImpUser -Journal $journal -Resume -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'shows progress on the thread of the pipeline, ends with Ctrl+C, and goes on' {
        $moves = New-Move 51 6
        $null = Add-LabFault $lab Slow -Operation assignPresenceUser -After 4 -Seconds 600
        $shell = [powershell]::Create()
        try {
            $handle = $shell.AddScript({
                    param($module, $harness, $lab, $moves, $journal)
                    $ProgressPreference = 'Continue'
                    Import-Module $module, $harness
                    $null = Connect-Lab $lab
                    $moves | Move-ImpUser -Journal $journal -BatchSize 2 -Confirm:$false
                }).AddArgument($env:IMPOPS_MODULE).AddArgument((Join-Path $PSScriptRoot 'Lab.psm1')).AddArgument($lab).AddArgument($moves).AddArgument($journal).BeginInvoke()
            while (-not $handle.IsCompleted -and $shell.Streams.Progress.Where({ $_.PercentComplete -eq 66 }).Count -eq 0) {
                Start-Sleep -Milliseconds 20
            }

            $shell.Stop()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Streams.Progress.Where({ $_.PercentComplete -ge 0 }).PercentComplete | Should -Be 0, 33, 66
        }
        finally { $shell.Dispose() }

        Clear-LabFault $lab
        (Move-ImpUser -Journal $journal -Resume -Confirm:$false).UserId | Should -Be $moves[4..5].UserId
        Get-Assignment | Should -Be $moves.UserId
    }

    It 'shows user, nodes and state' {
        $text = New-Move 55 1 | Move-ImpUser -Journal $journal -Confirm:$false | Out-String -Width 99
        $text | Should -Match 'UserId +FromNode +ToNode +State +NodeName'
        $text | Should -Match 'user000055 +127\.0\.0\.11 +127\.0\.0\.12 +Done +127\.0\.0\.12'
    }

    It 'asks before it moves, once for all' {
        $attribute = (Get-Command Move-ImpUser).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.SupportsShouldProcess | Should -BeTrue
        $attribute.ConfirmImpact | Should -Be 'High'
    }
}
