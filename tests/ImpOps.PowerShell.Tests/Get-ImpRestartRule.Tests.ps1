Describe 'Get-ImpRestartRule' {
    It 'gives every rule with its source' {
        $rules = Get-ImpRestartRule
        $rules.Count | Should -Be 93
        $rules[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartRule'
        $rules | ForEach-Object { $_.Id, $_.Name, $_.Trigger, $_.Source | Should -Not -BeNullOrEmpty }
        $rules.Category | Sort-Object -Unique | Should -Be (
            'Configuration', 'ServiceParameter', 'EnterpriseParameter', 'Certificate', 'Alert', 'ExternalDatabase', 'Platform', 'Migration')
    }

    It 'finds names and settings in both languages, with wildcards' {
        (Get-ImpRestartRule 'HTTP Port').Id | Should -Be 'SipProxy.HttpPort'
        (Get-ImpRestartRule 'http 端口').Id | Should -Be 'SipProxy.HttpPort'
        (Get-ImpRestartRule '*watchers*').Count | Should -Be 2
        (Get-ImpRestartRule 'Proxy Configuration', 'ACL*').Count | Should -Be 3
    }

    It 'takes an id for a name' {
        (Get-ImpRestartRule SipProxy.HttpPort).Id | Should -Be 'SipProxy.HttpPort'
        (Get-ImpRestartRule certificate.*).Count | Should -Be 6
    }

    It 'chooses by id, category and service' {
        (Get-ImpRestartRule -Id certificate.*).Count | Should -Be 6
        (Get-ImpRestartRule -Category Alert, Migration).Count | Should -Be 12
        $engine = Get-ImpRestartRule -Service 'Cisco Presence Engine'
        $engine | ForEach-Object { $_.Service | Should -Contain 'Cisco Presence Engine' }
        (Get-ImpRestartRule -Service 'Cisco XCP 路由器').Count | Should -Be (Get-ImpRestartRule -Service *router).Count
        (Get-ImpRestartRule -Service *proxy -Category Certificate).Id | Should -Be 'Certificate.Cup', 'Certificate.CupTrust', 'Certificate.Exchange'
    }

    It 'takes the rule of a requirement' {
        (Test-ImpRestartRequired 'HTTP Port' | Get-ImpRestartRule).Id | Should -Be 'SipProxy.HttpPort'
        (Get-ImpRestartRule -Id Ethernet | Get-ImpRestartRule).Action | Should -Be RestartSystem
    }

    It 'says what is not there' {
        Get-ImpRestartRule 'No such page' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'RestartRuleNameNotFound,ImpOps.PowerShell.Commands.GetImpRestartRuleCommand'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        Get-ImpRestartRule 'No such*' | Should -BeNullOrEmpty
        Get-ImpRestartRule -Service 'Cisco Tomcat' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RestartServiceNotFound,*'
        $problem[0].Exception.Message | Should -Match 'Cisco Tomcat.*Cisco SIP Proxy, Cisco XCP Router'
        (Get-ImpRestartRule '[a', 'HTTP Port' -ErrorVariable problem -ErrorAction SilentlyContinue).Id | Should -Be 'SipProxy.HttpPort'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
        $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
        Get-ImpRestartRule 'Proxy Configuration' -Category Alert | Should -BeNullOrEmpty
    }

    It 'is in the language of the session' {
        $expected = if ($PSUICulture -like 'zh*') { '代理配置' } else { 'Proxy Configuration' }
        (Get-ImpRestartRule -Id ProxyConfiguration).Name | Should -Be $expected
        (Get-ImpRestartRule -Id ProxyConfiguration).Service | Should -Be 'Cisco SIP Proxy'
    }

    It 'completes names, ids, services and categories' {
        (TabExpansion2 'Get-ImpRestartRule -Id sipproxy.h' 33).CompletionMatches.CompletionText | Should -Be 'SipProxy.HttpPort'
        (TabExpansion2 'Get-ImpRestartRule -Service cis' 31).CompletionMatches.CompletionText | Should -Contain "'Cisco XCP Router'"
        (TabExpansion2 'Get-ImpRestartRule -Category Al' 31).CompletionMatches.CompletionText | Should -Be 'Alert'
        (TabExpansion2 'Get-ImpRestartRule -Service rout' 32).CompletionMatches.CompletionText | Should -Be "'Cisco XCP Router'"
        (TabExpansion2 'Get-ImpRestartRule EWS' 22).CompletionMatches.ListItemText | Should -Match '^EWS '
    }

    It 'shows id, certainty and what restarts' {
        $text = Get-ImpRestartRule -Id SipProxy.HttpPort, Ethernet | Out-String -Width 99
        $text | Should -Match 'SipProxy.HttpPort +Required +SIP Proxy '
        $text | Should -Match 'Ethernet +Automatic +System '
    }
}
