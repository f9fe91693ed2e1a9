Describe 'Test-ImpRestartRequired' {
    It 'gives one object for each rule that knows the change' {
        $requirement = Test-ImpRestartRequired 'HTTP Port'
        $requirement.GetType().FullName | Should -Be 'ImpOps.Restarts.RestartRequirement'
        $requirement.Change, $requirement.Required, $requirement.Certainty, $requirement.Action, $requirement.Rule |
            Should -Be 'HTTP Port', $true, 'Required', 'RestartService', 'SipProxy.HttpPort'
        $requirement.Service | Should -Be 'Cisco SIP Proxy'

        (Test-ImpRestartRequired 'Maximum Watchers').Rule | Should -Be 'PresenceSettings.MaximumWatchers', 'Migration.MaximumWatchers'
        (Test-ImpRestartRequired 'Maximum Watchers')[0].Note | Should -Not -BeNullOrEmpty
    }

    It 'tells five kinds of answer apart' {
        $answers = Test-ImpRestartRequired 'HTTP Port', 'utils remotesyslog set protocol tcp', 'Ethernet Settings', 'Intercluster Peering', 'PEIDSQueryError'
        $answers.Certainty | Should -Be 'Required', 'Required', 'Automatic', 'Conditional', 'Recommended'
        $answers.Action | Should -Be 'RestartService', 'RestartNode', 'RestartSystem', 'RestartService', 'RestartService'
        $answers.Required | Should -Be $true, $true, $false, $false, $false
    }

    It 'understands both languages whatever the case and punctuation' {
        'HTTP 端口', '启用多设备消息传送', 'presence>routing>settings', 'CUP_XMPP' | Test-ImpRestartRequired | ForEach-Object Rule |
            Should -Be 'SipProxy.HttpPort', 'MultiDeviceMessaging', 'ProxyConfiguration', 'Certificate.CupXmpp'
        (Test-ImpRestartRequired '*upper threshold').Rule | Should -Be 'FileTransferManager.UpperThreshold'
    }

    It 'takes changes from the pipeline and from properties of each kind' {
        $lines = @'
Date,Change,ServiceParameter,Alert,Certificate
1,HTTP Port,,,
2,,Enable IPv6,,
3,,,PWSSCInitFailed,
4,,,,cup-trust
5,Proxy Configuration,,,cup
'@ | ConvertFrom-Csv
        ($lines | Test-ImpRestartRequired).Rule | Should -Be 'SipProxy.HttpPort', 'EnableIpv6', 'Alert.PWSSCBInitFailed', 'Certificate.CupTrust', 'ProxyConfiguration', 'Certificate.Cup'
        ([pscustomobject]@{ Alert = 'PEIDSQueryError' } | Test-ImpRestartRequired).Rule | Should -Be 'Alert.PEIDSQueryError'
        ([pscustomobject]@{ Change = 'HTTP Port', 'CUCM Domain' } | Test-ImpRestartRequired).Count | Should -Be 2
        (Test-ImpRestartRequired 'HTTP Port' | Test-ImpRestartRequired).Rule | Should -Be 'SipProxy.HttpPort'
    }

    It 'looks among rules of the kind only' {
        (Test-ImpRestartRequired -ServiceParameter 'HTTP Port').Rule | Should -Be 'SipProxy.HttpPort'
        { Test-ImpRestartRequired -Alert 'HTTP Port' -ErrorAction Stop } | Should -Throw -ErrorId 'RestartRuleNotFound,*'
        { Test-ImpRestartRequired -Certificate 'tomcat' -ErrorAction Stop } | Should -Throw -ErrorId 'RestartRuleNotFound,*'
    }

    It 'never takes an unknown change for "not required"' {
        $found = 'CUCM Domain', 'Coffee machine', 'HTTP Port' | Test-ImpRestartRequired -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Rule | Should -Be 'SipProxy.CucmDomain', 'SipProxy.HttpPort'
        $problem[0].FullyQualifiedErrorId | Should -Be 'RestartRuleNotFound,ImpOps.PowerShell.Commands.TestImpRestartRequiredCommand'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $problem[0].TargetObject | Should -Be 'Coffee machine'

        Test-ImpRestartRequired 'HTPP Port' -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].Exception.Message | Should -Match 'SipProxy\.HttpPort'
    }

    It 'gives one Boolean for all changes with -Quiet' {
        Test-ImpRestartRequired 'HTTP Port' -Quiet | Should -BeExactly $true
        'Ethernet Settings', 'HTTP Port' | Test-ImpRestartRequired -Quiet | Should -BeExactly $true
        Test-ImpRestartRequired 'Ethernet Settings' -Quiet | Should -BeExactly $false
    }

    It 'warns with -Quiet where nothing is certain' {
        Test-ImpRestartRequired -Alert PEIDSQueryError -Quiet -WarningVariable warning -WarningAction SilentlyContinue | Should -BeExactly $false
        $warning[0].Message | Should -Match 'PEIDSQueryError'
    }

    It 'lets no branch of an "if" run for an unknown change' {
        $branch = 'none'
        try { if ('HTTP Port', 'Coffee machine' | Test-ImpRestartRequired -Quiet) { $branch = 'then' } else { $branch = 'else' } } catch { $caught = $_ }
        $branch | Should -Be 'none'
        $caught.FullyQualifiedErrorId | Should -BeLike 'RestartRuleNotFound,*'
    }

    It 'says when there is no change at all' {
        Test-ImpRestartRequired -ErrorVariable problem -ErrorAction SilentlyContinue
        '', [pscustomobject]@{ Change = ''; Alert = '' } | Test-ImpRestartRequired -ErrorVariable +problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -Be @('ChangeMissing,ImpOps.PowerShell.Commands.TestImpRestartRequiredCommand' * 3 -split '(?<=Command)(?=Change)')
        { Test-ImpRestartRequired -Quiet } | Should -Throw -ErrorId 'ChangeMissing,*'
    }

    It 'says that an object is no change, and never answers for it' {
        { [pscustomobject]@{ Colour = 'red' } | Test-ImpRestartRequired -ErrorAction Stop } | Should -Throw -ErrorId 'ChangeMissing,*'
        { [pscustomobject]@{ Colour = 'red' } | Test-ImpRestartRequired -Quiet } | Should -Throw -ErrorId 'ChangeMissing,*'
        { Test-ImpRestartRequired -Change $null -Alert $null -ErrorAction Stop } | Should -Throw -ErrorId 'ChangeMissing,*'
        { $null | Test-ImpRestartRequired -Quiet } | Should -Throw -ErrorId 'ChangeMissing,*'
        (Test-ImpRestartRequired 'HTTP Port' -Certificate $null).Rule | Should -Be 'SipProxy.HttpPort'
    }

    It 'completes alerts, certificates, parameters and changes' {
        (TabExpansion2 'Test-ImpRestartRequired -Alert PWS' 34).CompletionMatches.CompletionText | Should -Be 'PWSSCBInitFailed'
        (TabExpansion2 'Test-ImpRestartRequired -Certificate cup-x' 42).CompletionMatches.CompletionText | Should -Be 'cup-xmpp', 'cup-xmpp-s2s'
        (TabExpansion2 'Test-ImpRestartRequired -ServiceParameter EWS' 45).CompletionMatches.Count | Should -Be 1
        (TabExpansion2 'Test-ImpRestartRequired Microsoft' 33).CompletionMatches.Count | Should -BeGreaterThan 1
    }

    It 'can be piped to Export-Csv and back into a plan' {
        'HTTP Port', 'cup' | Test-ImpRestartRequired | Export-Csv $TestDrive/requirements.csv -NoTypeInformation
        (Import-Csv $TestDrive/requirements.csv | Get-ImpRestartPlan).Service | Where-Object { $_ } | Should -Be 'Cisco SIP Proxy', 'Cisco Presence Engine'
    }
}
