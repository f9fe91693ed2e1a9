BeforeAll {
    $changes = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/changes.csv'
    function Get-Steps($Plan) { $Plan | ForEach-Object { (@($_.Action; $_.NodeName; $_.Service) -ne $null) -join ' ' } }
}

Describe 'Get-ImpRestartPlan' {
    It 'puts the changes of the example cluster into the safe order' {
        $plan = Import-Csv $changes -Encoding utf8 | Test-ImpRestartRequired | Get-ImpRestartPlan -HighAvailability
        $plan[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartStep'
        Get-Steps $plan | Should -Be @(
            'VerifyRestart Cisco SIP Proxy', 'RecordAssignedUsers', 'DisableHighAvailability', 'RestartService Cisco SIP Proxy', 'RestartService Cisco XCP Router'
            'WaitForJsmSessions', 'RestartService Cisco Presence Engine', 'WaitForJsmSessions', 'EnableHighAvailability')
        $plan.Step | Should -Be (1..9)
        $plan[2].MinimumWait | Should -Be ([timespan]::FromMinutes(2))
        $plan[5].ExpectedWait, $plan[5].MaximumWait | Should -Be ([timespan]::FromMinutes(15)), ([timespan]::FromMinutes(30))
        $plan[3].Reason | Should -Be 'Proxy Configuration', 'HTTP Port'
        $plan | ForEach-Object { $_.Description, $_.Check, $_.Reason | Should -Not -BeNullOrEmpty }
    }

    It 'leaves high availability alone where there is none' {
        Get-Steps (Test-ImpRestartRequired 'HTTP Port' | Get-ImpRestartPlan) | Should -Be 'RestartService Cisco SIP Proxy'
    }

    It 'finishes one node before the next' {
        $plan = Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup A -NodeName n1, n2
        Get-Steps $plan | Should -Be @(
            'RecordAssignedUsers', 'DisableHighAvailability', 'RestartService n1 Cisco XCP Router', 'WaitForJsmSessions n1', 'RestartService n2 Cisco XCP Router'
            'WaitForJsmSessions n2', 'EnableHighAvailability')
        $plan.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be 'A'
    }

    It 'takes requirements as an argument, from JSON and from another process' {
        $requirements = Test-ImpRestartRequired 'HTTP Port', 'cup'
        $expected = Get-Steps (Get-ImpRestartPlan $requirements)
        $expected.Count | Should -Be 4
        Get-Steps ($requirements | ConvertTo-Json -Depth 3 | ConvertFrom-Json | Get-ImpRestartPlan) | Should -Be $expected
        $requirements | Export-Clixml $TestDrive/requirements.xml
        Get-Steps (Import-Clixml $TestDrive/requirements.xml | Get-ImpRestartPlan) | Should -Be $expected
    }

    It 'refuses what is no requirement' {
        { 'HTTP Port' | Get-ImpRestartPlan -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { [pscustomobject]@{ Change = 'x'; Rule = 'NoSuchRule' } | Get-ImpRestartPlan -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'plans nothing for nothing' {
        @() | Get-ImpRestartPlan -HighAvailability | Should -BeNullOrEmpty
    }

    It 'marks in its view what is not certain' {
        $text = 'Intercluster Peering', 'HTTP Port' | Test-ImpRestartRequired | Get-ImpRestartPlan -HighAvailability | Out-String -Width 99
        $text | Should -Match 'Restart XCP Router +\(Conditional\) Intercluster Peering'
        $text | Should -Match 'Restart SIP Proxy +HTTP Port'
        # That high availability must be off before such an edit is worth more than a property.
        ('Ethernet Settings' | Test-ImpRestartRequired | Get-ImpRestartPlan | Out-String -Width 99) -replace '\s+' |
            Should -Match $(if ($PSUICulture -like 'zh*') { '禁用高可用性' } else { 'disablehighavailability' })
        $text | Should -Match 'DisableHighAvailability +2\+ min'
        $text | Should -Match 'WaitForJsmSessions +15-30 min'
    }
}
