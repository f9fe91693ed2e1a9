BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4 -Users 2500 -UnassignedUsers 3 -Speed 60
    $null = Connect-Lab $lab
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpAssignedUser' {
    AfterAll { Get-LabViolation $lab | Should -BeNullOrEmpty }

    It 'gets every assigned user once, over pages' {
        $users = Get-ImpAssignedUser
        $users[0].GetType().FullName | Should -Be 'ImpOps.Cluster.AssignedUser'
        ($users.UserId | Sort-Object -Unique).Count | Should -Be 2500
        $users.Count | Should -Be 2500
        $users | Group-Object NodeName | ForEach-Object Count | Should -Be 625, 625, 625, 625
        $users[0].Connection | Should -Be '127.0.0.1'
        $users[0].PresenceRedundancyGroup | Should -Be 'DefaultCUPSubcluster'
    }

    It 'reads only the pages that are wanted' {
        Clear-LabRequest $lab
        @(Get-ImpAssignedUser | Select-Object -First 2).Count | Should -Be 2
        @(Get-LabRequest $lab -Operation listAssignedPresenceUsers).Count | Should -Be 1
    }

    It 'filters by user ID: <Id>' -ForEach @(
        @{ Id = 'user000012'; Expected = 'user000012' }
        @{ Id = 'user00125?'; Expected = 1250..1259 | ForEach-Object { "user00$_" } }
        @{ Id = '*0[01]77'; Expected = 'user000077', 'user000177' }
        @{ Id = 'user00009[89]', '*99', 'user000098'; Expected = @('user000098') + @(0..24 | ForEach-Object { 'user00{0:00}99' -f $_ }) }
    ) {
        (Get-ImpAssignedUser $Id).UserId | Sort-Object | Should -Be $Expected
    }

    It 'filters by node and group on the server' {
        Clear-LabRequest $lab
        (Get-ImpAssignedUser -NodeName *.12).NodeName | Sort-Object -Unique | Should -Be '127.0.0.12'
        (Get-LabRequest $lab -Operation listAssignedPresenceUsers).body | Should -Match '127\.0\.0\.12'
        $users = Get-ImpAssignedUser -PresenceRedundancyGroup Sub*
        $users.Count | Should -Be 1250
        $users.NodeName | Sort-Object -Unique | Should -Be '127.0.0.13', '127.0.0.14'
        (Get-ImpAssignedUser -NodeName *.12, *.13 -PresenceRedundancyGroup Sub*).NodeName | Sort-Object -Unique | Should -Be '127.0.0.13'
    }

    It 'takes nodes, groups, users and lines of a file from the pipeline' {
        (Get-ImpNode 127.0.0.1[34] | Get-ImpAssignedUser).Count | Should -Be 1250
        (Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpAssignedUser).Count | Should -Be 1250
        (Get-ImpAssignedUser user00000[12] | Get-ImpAssignedUser).UserId | Should -Be 'user000001', 'user000002'
        ('UserId', 'user000003', 'user000005' | ConvertFrom-Csv | Get-ImpAssignedUser).NodeName | Should -Be '127.0.0.13', '127.0.0.11'
    }

    It 'says what does not exist, and gets the rest' {
        $users = Get-ImpAssignedUser user000001, nobody, none* -ErrorVariable problem -ErrorAction SilentlyContinue
        $users.UserId | Should -Be 'user000001'
        $problem.FullyQualifiedErrorId | Should -Be 'AssignedUserNotFound,ImpOps.PowerShell.Commands.GetImpAssignedUserCommand'
        $problem[0].Exception.Message | Should -Match 'nobody'
        $users = Get-ImpAssignedUser user000001 -NodeName 127.0.0.11, nowhere -ErrorVariable problem -ErrorAction SilentlyContinue
        $users.UserId | Should -Be 'user000001'
        $problem.FullyQualifiedErrorId | Should -BeLike 'NodeUnknown,*'
        Get-ImpAssignedUser -PresenceRedundancyGroup West -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'GroupUnknown,*'
    }

    It 'sees a user move' {
        Set-LabUser $lab user000001 127.0.0.14
        (Get-ImpAssignedUser user000001).NodeName | Should -Be '127.0.0.14'
        Set-LabUser $lab user000001 127.0.0.11
    }

    It 'makes the fault of a server an error' {
        $null = Add-LabFault $lab ServerFault -Operation listAssignedPresenceUsers -Count 1 -Text 'Out of order'
        Get-ImpAssignedUser nobody -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'SoapFault,*'
        $problem[0].Exception.Message | Should -Match 'Out of order'
    }

    It 'shows user, node and group' {
        $text = Get-ImpAssignedUser user000001 | Out-String -Width 99
        $text | Should -Match 'User +Node +Group'
        $text | Should -Match 'user000001 +127\.0\.0\.11 +DefaultCUPSubcluster'
    }
}
