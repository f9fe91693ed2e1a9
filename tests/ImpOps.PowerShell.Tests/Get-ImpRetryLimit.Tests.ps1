Describe 'Get-ImpRetryLimit' {
    It 'gives the example of the guide' {
        $limit = Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -NodeUserCount 2000, 1000
        $limit.GetType().FullName | Should -Be 'ImpOps.Relogin.RetryLimit'
        $limit.Profile | Should -Be '15000-ActiveActive'
        $limit.UserCount, $limit.ProfileUserCount | Should -Be 2000, 2000
        $limit.RetryLowerLimit, $limit.RetryUpperLimit | Should -Be 120, 253
        $limit.PublishedUpperLimit, $limit.DerivedUpperLimit, $limit.LoginRate | Should -Be 253, 253, 15
        $limit.Source | Should -Be Published
        $limit.Erratum | Should -BeNullOrEmpty
        $limit.EstimatedFailoverSeconds | Should -Be 253
        $limit.Note | Should -Not -BeNullOrEmpty
        $limit.CriticalServiceDownDelay | Should -BeNullOrEmpty
    }

    It 'gives the printed figure of an erratum with a warning, and the derived one when asked' {
        $limit = Get-ImpRetryLimit -OvaSize 25000 -HighAvailabilityMode ActiveStandby -UserCount 8000 -WarningVariable warning -WarningAction SilentlyContinue
        $limit.RetryUpperLimit, $limit.DerivedUpperLimit | Should -Be 1058, 1120
        $limit.Erratum | Should -Match '1120'
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '1058.*1120'

        $limit = Get-ImpRetryLimit -OvaSize 25000 -HighAvailabilityMode ActiveStandby -UserCount 8000 -Source Derived -WarningVariable warning
        $limit.RetryUpperLimit, $limit.PublishedUpperLimit, $limit.Source | Should -Be 1120, 1058, 'Derived'
        $warning | Should -BeNullOrEmpty
    }

    It 'warns of an erratum once, however many records meet it' {
        $null = 1..50 | ForEach-Object { [pscustomobject]@{ OvaSize = 25000; HighAvailabilityMode = 'ActiveStandby'; UserCount = 7500 + $_ } } |
            Get-ImpRetryLimit -WarningVariable warning -WarningAction SilentlyContinue
        $warning.Count | Should -Be 1
    }

    It 'moves the limits with the delay and doubles the failover time with multiple device messaging' {
        $limit = Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -UserCount 2000 -CriticalServiceDownDelay 180 -MultiDeviceMessaging
        $limit.RetryLowerLimit, $limit.RetryUpperLimit, $limit.EstimatedFailoverSeconds, $limit.CriticalServiceDownDelay | Should -Be 180, 313, 626, 180
        (Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -UserCount 2000 -CriticalServiceDownDelay 90).RetryUpperLimit | Should -Be 253
    }

    It 'takes everything from the properties of what Import-Csv gives' {
        @'
PresenceRedundancyGroup,NodeName,OvaSize,HighAvailabilityMode,UserCount,NodeUserCount,CriticalServiceDownDelay,Source,Extrapolate,MultiDeviceMessaging
A,n1,15000,active/active,,2000;1000,,Published,no,true
B,,15000,主用/备用,4700,,150,Derived,,
C,,5000,Active-Active,4700,,,Published,yes,0
'@ | Set-Content $TestDrive/groups.csv -Encoding utf8
        $limits = Import-Csv $TestDrive/groups.csv -Encoding utf8 | Get-ImpRetryLimit
        $limits.PresenceRedundancyGroup | Should -Be 'A', 'B', 'C'
        $limits[0].NodeName | Should -Be 'n1'
        $limits.RetryLowerLimit | Should -Be 120, 150, 120
        $limits.RetryUpperLimit | Should -Be 253, 983, 903
        $limits.EstimatedFailoverSeconds | Should -Be 506, 983, 903
        $limits.Source | Should -Be 'Published', 'Derived', 'Extrapolated'
        $limits[2].ProfileUserCount | Should -BeNullOrEmpty
    }

    It 'takes typed properties as well' {
        $limit = [pscustomobject]@{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; NodeUserCount = @(1, 2) } | Get-ImpRetryLimit
        $limit.UserCount | Should -Be 2
    }

    It 'warns where nodes of one group come one by one' {
        $nodes = @([pscustomobject]@{ PresenceRedundancyGroup = 'A'; NodeName = 'n1'; OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; UserCount = 2000 }
            [pscustomobject]@{ PresenceRedundancyGroup = 'a'; NodeName = 'n2'; OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; UserCount = 1000 })
        ($nodes | Get-ImpRetryLimit -WarningVariable warning -WarningAction SilentlyContinue).RetryUpperLimit | Should -Be 253, 187
        $warning.Count | Should -Be 1
        $nodes[1].UserCount = 2000
        $null = $nodes | Get-ImpRetryLimit -WarningVariable warning
        $warning | Should -BeNullOrEmpty
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'OvaSizeUnknown'; Arguments = @{ OvaSize = 3000; UserCount = 1 } }
        @{ Id = 'UserCountNotPositive'; Arguments = @{ OvaSize = 15000; UserCount = 0 } }
        @{ Id = 'UserCountNotPositive'; Arguments = @{ OvaSize = 15000; UserCount = -5 } }
        @{ Id = 'UserCountNotPositive'; Arguments = @{ OvaSize = 15000; NodeUserCount = 10, -1 } }
        @{ Id = 'UserCountAbsurd'; Arguments = @{ OvaSize = 15000; UserCount = [int]::MaxValue; Extrapolate = $true } }
        @{ Id = 'UserCountAboveProfile'; Arguments = @{ OvaSize = 5000; UserCount = 2501 } }
        @{ Id = 'UserCountMissing'; Arguments = @{ OvaSize = 5000 } }
        @{ Id = 'UserCountAmbiguous'; Arguments = @{ OvaSize = 5000; UserCount = 1; NodeUserCount = 1, 2 } }
        @{ Id = 'CriticalServiceDownDelayOutOfRange'; Arguments = @{ OvaSize = 5000; UserCount = 1; CriticalServiceDownDelay = 0 } }
        @{ Id = 'CriticalServiceDownDelayOutOfRange'; Arguments = @{ OvaSize = 5000; UserCount = 1; CriticalServiceDownDelay = 86400 } }
    ) {
        Get-ImpRetryLimit -HighAvailabilityMode ActiveActive @Arguments -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be "$Id,ImpOps.PowerShell.Commands.GetImpRetryLimitCommand"
        $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'lets good records through before and after bad ones' {
        $records = '2000', 'abc', '1.5', '', '-1', '1000' | ForEach-Object { [pscustomobject]@{ OvaSize = '15000'; HighAvailabilityMode = 'ActiveActive'; UserCount = $_ } }
        $limits = $records | Get-ImpRetryLimit -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue
        $limits.RetryUpperLimit | Should -Be 253, 187
        $ids = $problem | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }
        $ids | Should -Be 'ParameterArgumentTransformationError', 'ParameterArgumentTransformationError', 'UserCountMissing', 'UserCountNotPositive'
        $problem[0].Exception.Message | Should -Match "abc"
        $warning.Message | Should -Match '2\b.*\b3\b'
        { $records | Get-ImpRetryLimit -ErrorAction Stop } | Should -Throw
    }

    It 'refuses <Parameter> <Value>, and names the value' -ForEach @(
        @{ Parameter = 'UserCount'; Value = 2000.6; Message = '2000[.,]6' }
        @{ Parameter = 'MultiDeviceMessaging'; Value = 'perhaps'; Message = 'perhaps' }
        @{ Parameter = 'HighAvailabilityMode'; Value = 'active'; Message = '\bactive\b' }
        @{ Parameter = 'NodeUserCount'; Value = '2000;many'; Message = 'many' }
    ) {
        $record = @{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive' }
        $record[$Parameter] = $Value
        [pscustomobject]$record | Get-ImpRetryLimit -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,ImpOps.PowerShell.Commands.GetImpRetryLimitCommand'
        $problem[0].Exception.Message | Should -Match $Message
    }

    It 'refuses a source that can only be a result' {
        { Get-ImpRetryLimit -OvaSize 5000 -HighAvailabilityMode ActiveActive -UserCount 1 -Source Extrapolated } | Should -Throw
    }

    It 'shows group, node and limits in one line' {
        $text = [pscustomobject]@{ PresenceRedundancyGroup = 'PRG-East'; NodeName = 'imp-1'; OvaSize = 25000; HighAvailabilityMode = 'ActiveStandby'; UserCount = 100 } | Get-ImpRetryLimit | Out-String -Width 99
        $text | Should -Match 'PRG-East +imp-1 +100 +100 +(assumed|假设值) +120 +133 +133 +Published +25000-ActiveStandby'
    }

    It 'takes a million records as a stream' {
        # The first comes out before the last goes in.
        $first = 1..1000000 | ForEach-Object { [pscustomobject]@{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; UserCount = 10 } } | Get-ImpRetryLimit | Select-Object -First 1
        $first.RetryUpperLimit | Should -Be 127
    }
}

Describe 'Get-ImpRetryLimit on a live cluster' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
        $lab = Start-Lab -Nodes 4 -Users 400 -Speed 60
        $null = Connect-Lab $lab
    }

    AfterAll { Stop-Lab $lab }

    It 'gets the limits of each group' {
        $limits = Get-ImpPresenceRedundancyGroup | Get-ImpRetryLimit -OvaSize 15000
        $limits.PresenceRedundancyGroup | Should -Be 'DefaultCUPSubcluster', 'Subcluster-2'
        $limits[0].UserCount | Should -Be 100
        $limits[0].HighAvailabilityMode | Should -Be 'ActiveActive'
        $limits[0].CriticalServiceDownDelay | Should -Be 90
        $limits[0].RetryLowerLimit | Should -Be 90
        $limits[0].RetryUpperLimit | Should -Be 127
        $limits[0].MultiDeviceMessaging | Should -BeTrue
    }

    It 'takes another delay and mode' {
        $limit = Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpRetryLimit -OvaSize 15000 -CriticalServiceDownDelay 120 -HighAvailabilityMode ActiveStandby
        $limit.UserCount | Should -Be 200
        $limit.RetryLowerLimit | Should -Be 120
    }

    It 'sees by the users that a node stands by' {
        $null = Get-ImpAssignedUser -NodeName 127.0.0.14 | ForEach-Object { Set-LabUser $lab $_.UserId 127.0.0.13 }
        $limit = Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpRetryLimit -OvaSize 15000
        $limit.HighAvailabilityMode | Should -Be 'ActiveStandby'
        $limit.UserCount | Should -Be 200
    }

    It 'goes on where a group is too large' {
        $limits = Get-ImpPresenceRedundancyGroup | Get-ImpRetryLimit -OvaSize 400 -ErrorVariable problem -ErrorAction SilentlyContinue
        $limits | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be (@('OvaSizeUnknown,ImpOps.PowerShell.Commands.GetImpRetryLimitCommand') * 2)
    }
}
