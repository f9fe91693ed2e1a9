BeforeAll {
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data'
    $east = Import-Csv $data/nodes.csv | Where-Object PresenceRedundancyGroup -EQ PRG-East
    $ready = @{ ExpresswayVersion = 'X12.5.1'; InstantMessagingEnabled = $true; Node = $east }

    function New-Client([string] $User, [string] $Client, $Version) {
        [pscustomobject]@{ UserId = $User; Client = $Client; Version = $Version }
    }
}

Describe 'Test-ImpMdmReadiness' {
    It 'finds what stands between the example cluster and multiple device messaging' {
        $findings = Test-ImpMdmReadiness $data/mdm-clients.csv -ExpresswayVersion X8.7 -InstantMessagingEnabled -Node (Import-Csv $data/nodes.csv)
        $findings[0].GetType().FullName | Should -Be 'ImpOps.Finding'
        $findings | Where-Object Passed -EQ $false | ForEach-Object { "$($_.PresenceRedundancyGroup) $($_.Check) $($_.Actual)/$($_.Expected)" } |
            Should -Be ' ClientVersion 11.5.1/11.7', ' Expressway X8.7/X8.8', 'PRG-West RetryLimits 4/0'
        ($findings | Where-Object Check -EQ ThirdPartyClient).Actual | Should -Be 'Pidgin 2.14.1'
        ($findings | Where-Object Check -EQ FailoverTime).Actual | Should -Be 506, 1074
        ($findings | Where-Object Check -EQ ClientCapacity).Expected | Should -Be 2, 2
        $findings.Message | Should -Not -Contain ''
    }

    It 'takes clients as objects, as names, by path and as files' {
        $objects = (New-Client a 'Cisco Jabber for Mac' 12.8.1), (New-Client b 'Cisco Jabber for Mac' 11.5.1)
        ($objects | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -Be $false, $true
        ('Jabber-Win-12.8.1', 'Jabber-Win-11.6(9)' | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -Be $false, $true
        (@{ User = 'a'; Client = 'Jabber'; Version = '12.8' } | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -BeTrue
        $objects | Export-Csv -LiteralPath $TestDrive/a[1].csv -NoTypeInformation
        (Test-ImpMdmReadiness -LiteralPath $TestDrive/a[1].csv | Where-Object Check -EQ ClientVersion).Passed | Should -Be $false, $true
        (Get-Item -LiteralPath $TestDrive/a[1].csv | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -Be $false, $true
        (Test-ImpMdmReadiness $TestDrive/a*.csv | Where-Object Check -EQ ClientsKnown).Actual | Should -Be 2
    }

    It 'does not take the lines of a file for clients of other makers' {
        'UserId,Client,Version', 'a,Jabber-Win,11.1' | Set-Content $TestDrive/lines.csv
        { Get-Content $TestDrive/lines.csv | Test-ImpMdmReadiness -Quiet } | Should -Throw -ErrorId 'LinesNotFiles,*' -ExpectedMessage '*UserId,Client,Version*'
        (Get-Content $TestDrive/lines.csv | ConvertFrom-Csv | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -BeExactly $false
    }

    It 'compares versions as versions' -ForEach @(
        @{ Client = 'Jabber 11.7'; Passed = $true }
        @{ Client = 'Jabber 11.7(0)'; Passed = $true }
        @{ Client = 'Jabber 12.9.4.55073'; Passed = $true }
        @{ Client = 'Cisco Jabber for Windows 11.10.1'; Passed = $true }
        @{ Client = 'Jabber-iOS-11.6.9'; Passed = $false }
        @{ Client = 'Jabber 9.7'; Passed = $false }
    ) {
        ($Client | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion).Passed | Should -BeExactly $Passed
    }

    It 'takes a version as it was typed' -ForEach @(
        @{ Version = 'X8.10'; Passed = $true }
        @{ Version = 'X8.7.3'; Passed = $false }
        @{ Version = 'X14.0.1'; Passed = $true }
    ) {
        (Test-ImpMdmReadiness -ExpresswayVersion $Version | Where-Object Check -EQ Expressway).Passed | Should -BeExactly $Passed
    }

    It 'takes what was typed of a bare number, and not the number' {
        (Test-ImpMdmReadiness -ExpresswayVersion 8.10 | Where-Object Check -EQ Expressway).Actual | Should -Be '8.10'
        { Test-ImpMdmReadiness -ExpresswayVersion newest } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*newest*'
    }

    It 'gives True with -Quiet when everything is known and right' {
        'Jabber-Win-12.8.1' | Test-ImpMdmReadiness @ready -ClientPerUser 1.5 -Quiet -WarningVariable warning | Should -BeExactly $true
        (New-Client a Jabber 12.8.1) | Test-ImpMdmReadiness -NoMobileAndRemoteAccess -InstantMessagingEnabled -Node $east -Quiet | Should -BeExactly $true
        $warning | Should -BeNullOrEmpty
    }

    It 'gives False with -Quiet and a warning where <Name>' -ForEach @(
        @{ Name = 'nothing is given'; Argument = @{}; Clients = @(); Warnings = 4 }
        @{ Name = 'no client is given'; Argument = @{ ExpresswayVersion = 'X8.8'; InstantMessagingEnabled = $true; ClientPerUser = 1 }; Clients = @(); Warnings = 2 }
        @{ Name = 'a version is not known'; Argument = @{ NoMobileAndRemoteAccess = $true; InstantMessagingEnabled = $true }; Clients = @([pscustomobject]@{ UserId = 'a'; Client = 'Jabber'; Version = '' }); Warnings = 2 }
        @{ Name = 'Expressway is not known'; Argument = @{ InstantMessagingEnabled = $true }; Clients = @('Jabber-Win-12.8.1'); Warnings = 2 }
    ) {
        $Clients | Test-ImpMdmReadiness @Argument -Quiet -WarningVariable warning -WarningAction SilentlyContinue | Should -BeExactly $false
        $warning.Count | Should -Be $Warnings
    }

    It 'gives False with -Quiet and a warning where a record was not understood' {
        'Jabber-Win-12.8.1', 'Jabber-Win-x1' | Test-ImpMdmReadiness @ready -ClientPerUser 1 -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue |
            Should -BeExactly $false
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'MdmClientVersionNotUnderstood,ImpOps.PowerShell.Commands.TestImpMdmReadinessCommand'
        $problem[0].Exception.Message | Should -Match '2.*Jabber-Win-x1'
        $warning.Count | Should -Be 1

        [pscustomobject]@{ Colour = 'red' } | Test-ImpMdmReadiness @ready -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeExactly $false
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'MdmClientRecordNotUnderstood,*'
    }

    It 'gives False with -Quiet where a file is not there' {
        'UserId,Client,Version', 'a,Jabber,12.8.1' | Set-Content $TestDrive/clients.csv
        Test-ImpMdmReadiness $TestDrive/clients.csv @ready -Quiet | Should -BeExactly $true
        Test-ImpMdmReadiness $TestDrive/clients.csv, $TestDrive/none.csv @ready -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeExactly $false
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PathMatchesNothing,*'
        Test-ImpMdmReadiness -LiteralPath $TestDrive/clients.csv, $TestDrive/none.csv @ready -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeExactly $false
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'sizes by clients: 25000 users with two clients need the capacity of 50000' {
        $node = @{ OvaSize = 25000; UserCount = 25000 }
        $capacity = Test-ImpMdmReadiness -Node $node -ClientPerUser 2 | Where-Object Check -EQ ClientCapacity
        $capacity.Actual, $capacity.Expected, $capacity.Passed | Should -Be 1, 2, $false
        $capacity.Message | Should -Match '50000'
        (Test-ImpMdmReadiness -Node $node, @{ OvaSize = 25000; UserCount = 0 } -ClientPerUser 2 | Where-Object Check -EQ ClientCapacity).Passed | Should -BeTrue
    }

    It 'holds the failover against what is asked for' {
        $finding = Test-ImpMdmReadiness -Node $east -MaximumFailoverTime 00:08:00 | Where-Object Check -EQ FailoverTime
        $finding.Actual, $finding.Expected, $finding.Passed | Should -Be 506, 480, $false
        { Test-ImpMdmReadiness -MaximumFailoverTime 480 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'knows instant messaging that is disabled from one that is not known' {
        $disabled = Test-ImpMdmReadiness -InstantMessagingEnabled:$false | Where-Object Check -EQ InstantMessaging
        $disabled.Passed, $disabled.Actual | Should -Be $false, $false
        (Test-ImpMdmReadiness | Where-Object Check -EQ InstantMessaging).Actual | Should -BeNullOrEmpty
    }

    It 'refuses a node without OVA size, and warns of one without delay' {
        { Test-ImpMdmReadiness -Node @{ NodeName = 'n1' } } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*OvaSize*'
        { Test-ImpMdmReadiness -Node @{ OvaSize = '15k' } } | Should -Throw -ExpectedMessage '*15k*'
        $withoutDelay = $east | Select-Object * -ExcludeProperty CriticalServiceDownDelay
        $null = Test-ImpMdmReadiness -Node $withoutDelay -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].Message | Should -Match 'imp-east-1, imp-east-2'
    }

    It 'fits its view into 99 characters' {
        $text = Test-ImpMdmReadiness $data/mdm-clients.csv -Node $east | Out-String -Width 99
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
        $text | Should -Match 'PRG-East'
    }
}
