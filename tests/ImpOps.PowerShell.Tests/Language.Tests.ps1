BeforeDiscovery {
    $commands = Get-Command -Module ImpOps | ForEach-Object { @{ Command = $_; Name = $_.Name } }
    $both = @(
        @{ Language = 'En'; Other = 'zh-CN'; Chinese = $false }
        @{ Language = 'Zh'; Other = 'en-US'; Chinese = $true }
    )
}

Describe '-Language of <Name>' -ForEach $commands {
    It 'is there, takes names of cultures too, and completes' {
        $parameter = $Command.Parameters['Language']
        [Nullable]::GetUnderlyingType($parameter.ParameterType).FullName | Should -Be 'ImpOps.Language'
        $parameter.Attributes.TypeId.Name | Should -Contain 'LanguageTransformationAttribute'
        (TabExpansion2 "$Name -Language " ("$Name -Language ".Length)).CompletionMatches.CompletionText | Should -Be 'En', 'Zh'
    }
}

Describe '-Language <Language> in a session that speaks <Other>' -ForEach $both {
    BeforeAll {
        $session = [cultureinfo]::CurrentUICulture
        [cultureinfo]::CurrentUICulture = $Other
        $misprint = @{ OvaSize = 25000; HighAvailabilityMode = 'ActiveStandby'; UserCount = 8000 }
        function IsChinese([object] $Text) { "$Text" -match '[\u4E00-\u9FFF]' }
    }

    AfterAll {
        [cultureinfo]::CurrentUICulture = $session
    }

    It 'holds for output and warnings' {
        $limit = Get-ImpRetryLimit @misprint -Language $Language -WarningVariable warning -WarningAction SilentlyContinue
        IsChinese $limit.Note | Should -Be $Chinese
        IsChinese $limit.Erratum | Should -Be $Chinese
        IsChinese $warning | Should -Be $Chinese
    }

    It 'holds for errors' {
        Get-ImpRetryLimit -OvaSize 3 -HighAvailabilityMode ActiveActive -UserCount 1 -Language $Language -ErrorVariable problem -ErrorAction SilentlyContinue
        IsChinese $problem[0].Exception.Message | Should -Be $Chinese
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'OvaSizeUnknown,*'
        { 'x' | Test-ImpRestartRequired -Language $Language -ErrorAction Stop } | Should -Throw -ExceptionType ([Exception])
        IsChinese $Error[0].Exception.Message | Should -Be $Chinese
    }

    It 'stays with an object, however late it is shown, sent or stored' {
        $rule = Get-ImpRestartRule ProxyConfiguration -Language $Language
        IsChinese $rule.Name | Should -Be $Chinese
        IsChinese ($rule | Format-List Name, Trigger | Out-String) | Should -Be $Chinese
        $rule | Export-Clixml "$TestDrive/rule.xml"
        IsChinese (Import-Clixml "$TestDrive/rule.xml").Trigger | Should -Be $Chinese
        IsChinese ($rule | ConvertTo-Json | ConvertFrom-Json).Name | Should -Be $Chinese
        IsChinese ($rule | ConvertTo-Csv) | Should -Be $Chinese
    }

    It 'does not reach the commands downstream, nor the session' {
        $seen = Get-ImpRestartRule -Language $Language | Select-Object -First 2 | ForEach-Object {
            [cultureinfo]::CurrentUICulture.Name
            IsChinese (Get-ImpRestartRule $_.Id.Split('.')[0] | Select-Object -First 1).Name
        }
        $seen | Should -Be $Other, (-not $Chinese), $Other, (-not $Chinese)
        [cultureinfo]::CurrentUICulture.Name | Should -Be $Other
    }

    It 'does not reach what takes warnings, errors and verbose messages from the pipeline' {
        $seen = Get-ImpRetryLimit @misprint -Language $Language 3>&1 | ForEach-Object { [cultureinfo]::CurrentUICulture.Name }
        $seen | Should -Be $Other, $Other
        $seen = Get-ImpRetryLimit -OvaSize 3 -HighAvailabilityMode ActiveActive -UserCount 1 -Language $Language 2>&1 | ForEach-Object { [cultureinfo]::CurrentUICulture.Name }
        $seen | Should -Be $Other
    }

    It 'ends also where the command fails, or is cut short' {
        { Get-ImpRestartPlan -Journal "$TestDrive/none" -Language $Language -ErrorAction Stop } | Should -Throw
        [cultureinfo]::CurrentUICulture.Name | Should -Be $Other
        $null = Get-ImpRestartRule -Language $Language | Select-Object -First 1
        [cultureinfo]::CurrentUICulture.Name | Should -Be $Other
    }

    It 'holds for a plan, whatever language its requirements have' {
        $otherLanguage = if ($Chinese) { 'En' } else { 'Zh' }
        $plan = 'Enable IPv6', 'Proxy Configuration' | Test-ImpRestartRequired -Language $otherLanguage | Get-ImpRestartPlan -Language $Language
        foreach ($step in $plan) {
            IsChinese $step.Description | Should -Be $Chinese
            IsChinese $step.Check | Should -Be $Chinese
            if ($step.Note) { IsChinese $step.Note | Should -Be $Chinese }
        }
    }

    It 'holds for what is written to a file' {
        @([pscustomobject]@{ UserId = 'alice'; NodeName = 'n1' }) | Get-ImpSessionReport | Export-ImpSessionReport "$TestDrive/report-$Language.csv" -Language $Language
        IsChinese (Get-Content "$TestDrive/report-$Language.csv" -First 1) | Should -Be $Chinese
    }

    It 'can be set once for the session, for every command' {
        $PSDefaultParameterValues['*-Imp*:Language'] = $Language
        try {
            IsChinese (Measure-ImpJsmCapacity -OvaSize 15000 -SessionCount 1).Advice | Should -Be $Chinese
        }
        finally {
            $PSDefaultParameterValues.Remove('*-Imp*:Language')
        }
    }

    It 'does not change how numbers and dates are written' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            (Measure-ImpJsmCapacity -OvaSize 15000 -SessionCount 12345 -ThresholdPercent 75 -HighAvailabilityMode ActiveActive -Language $Language).Advice | Should -BeLike '*37,5*'
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }
    }
}
