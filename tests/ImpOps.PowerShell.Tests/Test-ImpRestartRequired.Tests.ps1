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

Describe 'Test-ImpRestartRequired on audit logs' {
    BeforeAll {
        $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/audit/*.log'
        $friday = @{ Path = $logs; After = [datetimeoffset]'2026-11-20T00:00:00Z'; UtcOffset = [timespan]::Zero }
        $gateway = Import-ImpAuditLog @friday | Where-Object { $_.Table -eq 'pebackendgateway' -and $_.Succeeded }
        $unknown = Import-ImpAuditLog @friday | Where-Object Table -eq 'enduser'
        $login = Import-ImpAuditLog @friday -EventType UserLogging
    }

    It 'tells each change once, with who made it, when, where, and whether that is verified' {
        $found = Import-ImpAuditLog @friday | Test-ImpRestartRequired
        $found.Change | Should -Be 'enduser updated', 'device updated', 'pebackendgateway added', 'processconfig RoutingCommunicationType updated', 'enterprisesubcluster updated',
            'applicationuser updated', 'cupsinterclusterpeers updated', 'CLI Command Issued-> utils remotesyslog set protocol tcp'
        $found.Certainty | Should -Be 'Unknown', 'Unknown', 'Required', 'Required', 'Unknown', 'Unknown', 'Conditional', 'Required'
        $found.Verified | Should -Be $true, $true, $true, $false, $true, $true, $false, $true
        $found[2].UserId, $found[2].NodeName, $found[2].Count | Should -Be 'm.huang', 'imp-east-1', 1
        $found[2].LastTime | Should -Be ([datetimeoffset]'2026-11-20T09:16:12.731Z')
        $found[0].Count | Should -Be 20
        $found[0].Action, $found[0].Rule | Should -Be $null, $null
        $found[0].Service | Should -BeNullOrEmpty
    }

    It 'is silent of logins and failures, and counts them' {
        $null = Import-ImpAuditLog @friday | Test-ImpRestartRequired -Verbose -ErrorVariable problem 4>&1 | Tee-Object -Variable all
        ($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Match '22'
        $problem | Should -BeNullOrEmpty
        $login | Test-ImpRestartRequired | Should -BeNullOrEmpty
    }

    It 'takes records as an argument, and those that have been on a journey, beside changes of other kinds' {
        (Test-ImpRestartRequired -AuditRecord $gateway).Rule | Should -Be 'PresenceGateway.Edit'
        (Test-ImpRestartRequired 'HTTP Port' -AuditRecord $gateway).Rule | Should -Be 'SipProxy.HttpPort', 'PresenceGateway.Edit'
        Import-ImpAuditLog @friday | Export-Csv $TestDrive/audit.csv -NoTypeInformation
        (Import-Csv $TestDrive/audit.csv | Test-ImpRestartRequired).Count | Should -Be 8
        Import-ImpAuditLog @friday | Export-Clixml $TestDrive/audit.xml
        (Import-Clixml $TestDrive/audit.xml | Test-ImpRestartRequired)[2].LastTime | Should -Be ([datetimeoffset]'2026-11-20T09:16:12.731Z')
        $mixed = @($gateway) + 'HTTP Port' + [pscustomobject]@{ Change = 'cup' } | Test-ImpRestartRequired
        $mixed.Rule | Should -Be 'SipProxy.HttpPort', 'Certificate.Cup', 'PresenceGateway.Edit'
        $kept = [pscustomobject]@{ Timestamp = '2026-11-20'; EventType = 'edit'; Details = 'by k.vogel'; Change = 'HTTP Port' }
        ($kept | Test-ImpRestartRequired).Rule | Should -Be 'SipProxy.HttpPort'
        { [pscustomobject]@{ EventType = 'x'; Timestamp = 'never'; Details = 'd' } | Test-ImpRestartRequired -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'answers with -Quiet only what it knows' {
        $gateway | Test-ImpRestartRequired -Quiet | Should -BeExactly $true
        Import-ImpAuditLog @friday | Test-ImpRestartRequired -Quiet | Should -BeExactly $true
        $login | Test-ImpRestartRequired -Quiet | Should -BeExactly $false
        { $unknown | Test-ImpRestartRequired -Quiet } | Should -Throw -ErrorId 'AuditChangeUnknown,*'
        $peers = Import-ImpAuditLog @friday | Where-Object Table -eq 'processconfig'
        $peers | Test-ImpRestartRequired -Quiet -WarningVariable warning -WarningAction SilentlyContinue | Should -BeExactly $true
        $warning[0].Message | Should -Match 'RoutingCommunicationType'
    }

    It 'warns with -Quiet where nothing came in, which may be a log that was not read' {
        @() | Test-ImpRestartRequired -Quiet -WarningVariable warning -WarningAction SilentlyContinue | Should -BeExactly $false
        $warning.Count | Should -Be 1
        $login | Test-ImpRestartRequired -Quiet -WarningVariable warning | Should -BeExactly $false
        $warning | Should -BeNullOrEmpty
    }

    It 'makes a plan that begins with what no rule knows, also from a file' {
        $found = Import-ImpAuditLog @friday | Test-ImpRestartRequired
        $found | Export-Csv $TestDrive/found.csv -NoTypeInformation
        foreach ($plan in @(, @($found | Get-ImpRestartPlan -HighAvailability)) + @(, @(Import-Csv $TestDrive/found.csv | Get-ImpRestartPlan -HighAvailability))) {
            $plan[0].Action, $plan[0].Certainty | Should -Be 'CheckChange', 'Unknown'
            $plan[0].Reason | Should -Be 'enduser updated', 'device updated', 'enterprisesubcluster updated', 'applicationuser updated'
            $plan.Service | Where-Object { $_ } | Should -Be 'Cisco XCP Router', 'Cisco Presence Engine'
        }

        $found | Get-ImpRestartPlan | Out-String -Width 99 | Should -Match '1 CheckChange +\(Unknown\) enduser updated'
    }

    It 'shows how often, when last and by whom' {
        $text = Import-ImpAuditLog @friday | Test-ImpRestartRequired | Out-String -Width 99
        $text | Should -Match 'enduser updated +False +Unknown +\? +20x, 2026-11-20'
        $text | Should -Match 'Presence Engine +PresenceGateway\.Edit 1x, 2026-11-20'
    }
}
