Describe 'Get-ImpLoginProfile' {
    It 'gives the 12 published profiles' {
        $profiles = Get-ImpLoginProfile
        $profiles.Count | Should -Be 12
        $profiles.Table | Should -Be (1..12)
        ($profiles.Rows | Measure-Object).Count | Should -Be 128
        $profiles[8].GetType().FullName | Should -Be 'ImpOps.Relogin.LoginProfile'
        $profiles[8].Name | Should -Be '15000-ActiveActive'
        $profiles[8].LoginRate | Should -Be 15
        $profiles[8].MinimumClockGHz | Should -Be 2.5
        $profiles[8].VCpu, $profiles[8].MemoryGB | Should -Be 4, 8
        $profiles[8].Rows[4].UserCount, $profiles[8].Rows[4].RetryUpperLimit | Should -Be 2000, 253
    }

    It 'chooses by size and mode' {
        (Get-ImpLoginProfile -OvaSize 500, 5000).Name | Should -Be '500-ActiveActive', '500-ActiveStandby', '5000-ActiveActive', '5000-ActiveStandby'
        (Get-ImpLoginProfile -OvaSize 15000 -HighAvailabilityMode 'active/standby').Name | Should -Be '15000-ActiveStandby'
        (Get-ImpLoginProfile -HighAvailabilityMode ActiveActive).Count | Should -Be 6
    }

    It 'chooses by name, with wildcards, from the pipeline' {
        (Get-ImpLoginProfile 15000*).Count | Should -Be 2
        ('500-activeactive', '*-ActiveStandby' | Get-ImpLoginProfile).Count | Should -Be 7
        (Get-ImpRetryLimit -OvaSize 1000 -HighAvailabilityMode ActiveActive -UserCount 5 | Get-ImpLoginProfile).Table | Should -Be 3
    }

    It 'says what is not there, and gives the rest' {
        $found = Get-ImpLoginProfile -OvaSize 3000, 500 -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Count | Should -Be 2
        $problem[0].FullyQualifiedErrorId | Should -Be 'OvaSizeUnknown,ImpOps.PowerShell.Commands.GetImpLoginProfileCommand'
        $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
        $problem[0].TargetObject | Should -Be 3000

        Get-ImpLoginProfile '3000-ActiveActive' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'LoginProfileNotFound,*'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        Get-ImpLoginProfile '3000*' | Should -BeNullOrEmpty
        Get-ImpLoginProfile 500-ActiveActive -OvaSize 5000 -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-ImpLoginProfile '[5', 500-ActiveActive -ErrorVariable problem -ErrorAction SilentlyContinue).Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
        { Get-ImpLoginProfile -OvaSize 3000 -ErrorAction Stop } | Should -Throw -ErrorId 'OvaSizeUnknown,*'
    }

    It 'completes names' {
        (TabExpansion2 'Get-ImpLoginProfile 25' 22).CompletionMatches.CompletionText | Should -Be '25000-ActiveActive', '25000-ActiveStandby'
    }

    It 'shows as a table of one line a profile' {
        $text = Get-ImpLoginProfile | Out-String -Width 99
        ($text -split '\r?\n' | Where-Object { $_ -match '^\d' }).Count | Should -Be 12
        $text | Should -Match '(?m)^25000-ActiveStandby +12 +6 +16 +2[.,]6 +8 +25000 +31 +6\s*$'
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }

    It 'keeps its rows through Export-Clixml' {
        Get-ImpLoginProfile 500-ActiveActive | Export-Clixml $TestDrive/profile.xml
        (Import-Clixml $TestDrive/profile.xml).Rows[1].RetryUpperLimit | Should -Be 287
    }
}
