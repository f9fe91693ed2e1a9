Describe 'Get-ImpXmppStandard' {
    It 'gives the 29 standards of the guide' {
        $standards = Get-ImpXmppStandard
        $standards.Count | Should -Be 29
        @($standards | Where-Object Kind -eq Rfc).Id | Should -Be 'RFC 3920', 'RFC 3921'
        $standards[3].GetType().FullName | Should -Be 'ImpOps.Xmpp.XmppStandard'
        ($standards | Where-Object Id -eq 'RFC 3920').ObsoletedBy | Should -Be 'RFC 6120'
        ($standards | Where-Object Id -eq 'XEP-0016').Status | Should -Be Deprecated
        ($standards | Where-Object Id -eq 'XEP-0045').Namespace | Should -Be 'http://jabber.org/protocol/muc'
    }

    It 'finds by id, in full or shortened, with wildcards, from the pipeline' {
        (Get-ImpXmppStandard -Id XEP-0045).Id | Should -Be XEP-0045
        (Get-ImpXmppStandard -Id 45, rfc3921).Id | Should -Be 'RFC 3921', 'XEP-0045'
        (Get-ImpXmppStandard -Id XEP-001*).Id | Should -Be 'XEP-0012', 'XEP-0013', 'XEP-0016'
        ('XEP-0060', '0004' | Get-ImpXmppStandard).Id | Should -Be 'XEP-0060', 'XEP-0004'
        (Get-ImpXmppStandard -Id XEP-0030 | Get-ImpXmppStandard).Id | Should -Be XEP-0030
    }

    It 'finds by title, in both languages and as printed' {
        (Get-ImpXmppStandard 'service discovery').Id | Should -Be XEP-0030
        (Get-ImpXmppStandard 服务发现*).Id | Should -Be 'XEP-0030', 'XEP-0128'
        (Get-ImpXmppStandard '*Bystreams').Id | Should -Be XEP-0065
        (Get-ImpXmppStandard *Discovery* -Id *128).Id | Should -Be XEP-0128
    }

    It 'speaks the language that is asked for' {
        (Get-ImpXmppStandard -Id XEP-0030 -Language zh).Title | Should -Be 服务发现
        (Get-ImpXmppStandard -Id XEP-0065 -Language en).Erratum | Should -BeLike '*Bystreams*'
        (Get-ImpXmppStandard -Id XEP-0065 -Language zh).Erratum | Should -BeLike '指南误印*'
    }

    It 'says what is not there, and gives the rest' {
        $found = Get-ImpXmppStandard -Id XEP-0046, XEP-0045 -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Id | Should -Be XEP-0045
        $problem[0].FullyQualifiedErrorId | Should -Be 'XmppStandardNotFound,ImpOps.PowerShell.Commands.GetImpXmppStandardCommand'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $problem[0].TargetObject | Should -Be XEP-0046
        { Get-ImpXmppStandard 'No such title' -ErrorAction Stop } | Should -Throw -ErrorId 'XmppStandardNotFound,*'
        Get-ImpXmppStandard 'No such*' | Should -BeNullOrEmpty
        Get-ImpXmppStandard -Id '[4' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
    }

    It 'completes ids and titles' {
        (TabExpansion2 'Get-ImpXmppStandard -Id XEP-001' 31).CompletionMatches.CompletionText | Should -Be 'XEP-0012', 'XEP-0013', 'XEP-0016'
        (TabExpansion2 'Get-ImpXmppStandard -Id RFC' 27).CompletionMatches.CompletionText | Should -Be "'RFC 3920'", "'RFC 3921'"
        (TabExpansion2 'Get-ImpXmppStandard XHTML' 25).CompletionMatches.CompletionText | Should -Be 'XHTML-IM'
    }

    It 'shows as a table that fits' {
        $text = Get-ImpXmppStandard -Language en | Out-String -Width 99
        $text | Should -Match '(?m)^XEP-0016 Privacy Lists +Deprecated XEP-0191 +jabber:iq:privacy\s*$'
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }

    It 'keeps its namespaces through JSON and CSV' {
        (Get-ImpXmppStandard -Id XEP-0066 | ConvertTo-Json | ConvertFrom-Json).Namespace | Should -Be 'jabber:iq:oob', 'jabber:x:oob'
        (Get-ImpXmppStandard -Id XEP-0066 | ConvertTo-Csv | ConvertFrom-Csv).Namespace | Should -Be 'jabber:iq:oob, jabber:x:oob'
    }
}
