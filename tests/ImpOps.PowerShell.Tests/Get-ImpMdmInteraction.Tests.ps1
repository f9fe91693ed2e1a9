Describe 'Get-ImpMdmInteraction' {
    It 'gives the table, with what differs between releases beside each other' {
        $all = Get-ImpMdmInteraction
        $all.Count | Should -Be 9
        $all[0].GetType().FullName | Should -Be 'ImpOps.Messaging.MdmInteraction'
        ($all | Where-Object Id -EQ GroupChat).BeforeRelease | Should -Be '15'
        ($all | Where-Object Id -EQ GroupChat15).FromRelease | Should -Be '15'
        $all.Source | Should -Not -Contain ''
    }

    It 'gives one row for each feature of a release' {
        (Get-ImpMdmInteraction -Release '12.5(1)SU3').Id | Should -Be @(
            'JabberClient', 'GroupChat', 'MessageArchiver', 'ManagedFileTransfer', 'MobileAndRemoteAccess', 'ServerRecoveryManager', 'ThirdPartyClient')
        (Get-ImpMdmInteraction -Release 15).Id | Where-Object { $_ -like '*15' } | Should -Be 'GroupChat15', 'ManagedFileTransfer15'
        (Get-ImpMdmInteraction GroupChat* -Release 14SU2).Id | Should -Be 'GroupChat'
        (Get-ImpMdmInteraction GroupChat* -Release 14.10).Id | Should -Be 'GroupChat'
    }

    It 'finds a feature by its names in both languages, and by wildcards' {
        (Get-ImpMdmInteraction 'group chat').Id | Should -Be 'GroupChat', 'GroupChat15'
        (Get-ImpMdmInteraction 群聊).Id | Should -Be 'GroupChat', 'GroupChat15'
        (Get-ImpMdmInteraction 第三方*, *expressway*).Id | Should -Be 'MobileAndRemoteAccess', 'ThirdPartyClient'
        Get-ImpMdmInteraction nothing* | Should -BeNullOrEmpty
    }

    It 'speaks the language of the session' {
        $expected = if ($PSUICulture -like 'zh*') { '群聊仅适用于加入了聊天室的设备。' } else { 'Group chat is available only to the devices that have joined the room.' }
        (Get-ImpMdmInteraction GroupChat).Interaction | Should -BeExactly $expected
    }

    It 'lists the features where one is not known' {
        $found = Get-ImpMdmInteraction Video, GroupChat -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Id | Should -Be 'GroupChat'
        $problem[0].FullyQualifiedErrorId | Should -Be 'MdmFeatureNotFound,ImpOps.PowerShell.Commands.GetImpMdmInteractionCommand'
        $problem[0].Exception.Message | Should -Match 'Video.*Server Recovery Manager'
    }

    It 'refuses what is no release' {
        { Get-ImpMdmInteraction -Release newest } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*newest*12.5(1)SU3*'
    }

    It 'completes features' {
        $completed = (TabExpansion2 'Get-ImpMdmInteraction ' 22).CompletionMatches.CompletionText
        $completed.Count | Should -Be 7
        $completed | Should -Contain "'$((Get-ImpMdmInteraction ThirdPartyClient).Feature)'".Replace("'第三方客户端'", '第三方客户端')
    }

    It 'shows to which releases a row applies' {
        $text = Get-ImpMdmInteraction GroupChat* | Out-String -Width 99
        $text | Should -Match '< 15 '
        $text | Should -Match '>= 15 '
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }
}
