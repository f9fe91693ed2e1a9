BeforeDiscovery {
    $commands = Get-Command -Module ImpOps | ForEach-Object { @{ Command = $_; Name = $_.Name } }
    $outputTypes = Get-Command -Module ImpOps | ForEach-Object { $_.OutputType.Type } |
        Where-Object { $_.Namespace -like 'ImpOps*' } | Sort-Object FullName -Unique | ForEach-Object { @{ Type = $_.FullName } }
    $topics = Get-Item (Join-Path $env:IMPOPS_REPOSITORY 'docs/en-US/about_*.md') | ForEach-Object { @{ Topic = $_.BaseName } }
    $texts = 'ImpOps.Loader.dll', 'ImpOps.PowerShell.dll', 'dependencies/ImpOps.dll', 'dependencies/CsvHelper.dll' | ForEach-Object { @{ File = $_ } }
}

BeforeAll {
    $module = Get-Module ImpOps
    $assembly = (Get-Command Get-ImpRetryLimit).ImplementingType.Assembly
    $cmdletTypes = $assembly.GetExportedTypes() | Where-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) }

    function Invoke-InNewProcess([string] $Script) {
        pwsh -NoProfile -NonInteractive -Command $Script
    }
}

Describe 'The module' {
    It 'is the build that is to be tested' {
        $framework = $assembly.CustomAttributes | Where-Object { $_.AttributeType.Name -eq 'TargetFrameworkAttribute' }
        $expected = if ($env:IMPOPS_BUILD -eq 'net8.0') { '.NETCoreApp,Version=v8.0' } else { '.NETStandard,Version=v2.0' }
        $framework.ConstructorArguments[0].Value | Should -Be $expected
    }

    It 'has a valid manifest' {
        $info = Test-ModuleManifest -Path $env:IMPOPS_MODULE -ErrorAction Stop
        $info.Name | Should -Be 'ImpOps'
        $info.Description | Should -Not -BeNullOrEmpty
        $info.Author | Should -Not -BeNullOrEmpty
        $info.LicenseUri | Should -Not -BeNullOrEmpty
        $info.ProjectUri | Should -Not -BeNullOrEmpty
        $info.ReleaseNotes | Should -Not -BeNullOrEmpty
        $info.Tags | Should -Contain 'PSEdition_Core'
        $info.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
        $info.PowerShellVersion | Should -Be '5.1'
        $info.ExportedFormatFiles.Count | Should -Be 1
        $info.ExportedTypeFiles.Count | Should -Be 1
    }

    It 'exports its cmdlet classes and nothing else' {
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($cmdletTypes | ForEach-Object {
                $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
                "$($attribute.VerbName)-$($attribute.NounName)"
            } | Sort-Object)
        $module.ExportedFunctions.Count + $module.ExportedVariables.Count + $module.ExportedAliases.Count | Should -Be 0
    }

    It 'names each class after its cmdlet' {
        foreach ($type in $cmdletTypes) {
            $attribute = $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
            $type.Name | Should -BeExactly "$($attribute.VerbName)$($attribute.NounName)Command"
            $type.IsSealed | Should -BeTrue
        }
    }

    It 'can be removed and imported again' {
        $output = Invoke-InNewProcess "Import-Module '$($env:IMPOPS_MODULE)'; Remove-Module ImpOps; Import-Module '$($env:IMPOPS_MODULE)'; (Get-ImpLoginProfile).Count"
        $output | Should -Be 12
    }

    It 'is found and loaded by the first command where it lies on the module path' {
        $path = Split-Path (Split-Path (Split-Path $env:IMPOPS_MODULE))
        if ($env:IMPOPS_BUILD -eq 'net8.0' -and (Split-Path $env:IMPOPS_MODULE) -eq $env:IMPOPS_REPOSITORY) {
            Set-ItResult -Skipped -Because 'the repository root is no module path'
            return
        }

        Invoke-InNewProcess "`$env:PSModulePath = '$path'; (Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -UserCount 2000).RetryUpperLimit" | Should -Be 253
    }

    It 'is imported from the repository root too' {
        Invoke-InNewProcess "Set-Location '$($env:IMPOPS_REPOSITORY)'; Import-Module ./ImpOps.psd1; (Get-Command -Module ImpOps).Count" | Should -Be $cmdletTypes.Count
    }

    It 'reads no table before it is asked for one' {
        # CsvHelper is loaded with the first table.
        $script = "Import-Module '$($env:IMPOPS_MODULE)'; `$null = Get-Command Get-ImpRetryLimit -Syntax; [AppDomain]::CurrentDomain.GetAssemblies().Where({ `$_.GetName().Name -eq 'CsvHelper' }).Count"
        Invoke-InNewProcess $script | Should -Be 0
    }
}

Describe 'Another CsvHelper in the session' {
    It 'does no harm' {
        if ($env:IMPOPS_BUILD -ne 'net8.0') {
            Set-ItResult -Skipped -Because 'only PowerShell 7 can keep two versions of an assembly apart'
            return
        }

        if (-not $env:IMPOPS_OTHER_CSVHELPER) {
            Set-ItResult -Skipped -Because 'IMPOPS_OTHER_CSVHELPER names no other CsvHelper'
            return
        }

        $output = Invoke-InNewProcess @"
            Add-Type -LiteralPath '$($env:IMPOPS_OTHER_CSVHELPER)'
            `$config = [CsvHelper.Configuration.CsvConfiguration]::new([cultureinfo]::InvariantCulture)
            Import-Module '$($env:IMPOPS_MODULE)'
            `$file = '$TestDrive/other.csv'
            'User,Node', 'alice,n1' | Set-Content `$file
            `$report = Get-ImpSessionReport `$file -Level Cluster, User
            `$report | Export-ImpSessionReport '$TestDrive/other-out.csv'
            (Get-ImpSessionReport '$TestDrive/other-out.csv' -Level Cluster).UserCount
            foreach (`$context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                foreach (`$a in `$context.Assemblies) { if (`$a.GetName().Name -in 'CsvHelper', 'ImpOps') { "`$(`$context.Name) `$(`$a.GetName().Name) `$(`$a.GetName().Version.Major)" } }
            }
"@
        $output | Should -Be '1', 'Default CsvHelper 30', 'ImpOps ImpOps 0', 'ImpOps CsvHelper 33'
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has an approved verb and a singular noun of the module' {
        $Command.Verb | Should -BeIn (Get-Verb).Verb
        $Command.Noun | Should -MatchExactly '^Imp[A-Z]\w+([^s]|ss)$'
    }

    It 'tells its output' {
        $Command.OutputType | Should -Not -BeNullOrEmpty
    }

    It 'asks before it changes anything' {
        $changes = 'Export', 'Set', 'New', 'Remove', 'Add', 'Clear', 'Move', 'Enable', 'Disable', 'Start', 'Stop', 'Restart', 'Invoke'
        # A scenario is played in memory.
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be ($Command.Verb -in $changes -and $Command.Noun -ne 'ImpMdmScenario')
    }

    It 'has singular parameters in Pascal case' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        # Get-Counter's own names, of which one is no plural.
        foreach ($name in $Command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin 'MaxSamples', 'Continuous' }) {
            $name | Should -MatchExactly '^[A-Z][A-Za-z]*$'
            $name | Should -Not -MatchExactly '[^sS]s$'
        }
    }

    It 'completes OVA sizes, and enumerations by themselves' {
        if ($Command.Parameters.ContainsKey('OvaSize')) {
            (TabExpansion2 "$Name -OvaSize " ("$Name -OvaSize ".Length)).CompletionMatches.CompletionText | Should -Be '500', '1000', '2000', '5000', '15000', '25000'
        }

        if ($Command.Parameters.ContainsKey('HighAvailabilityMode')) {
            (TabExpansion2 "$Name -HighAvailabilityMode " ("$Name -HighAvailabilityMode ".Length)).CompletionMatches.CompletionText | Should -Be 'ActiveActive', 'ActiveStandby'
        }
    }

    It 'has help for itself and for every parameter' {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "$Name *"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterThan 0
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        foreach ($parameter in $Command.Parameters.Keys | Where-Object { $_ -notin $common -and $Command.Parameters[$_].Attributes.DontShow -notcontains $true }) {
            ($help.parameters.parameter | Where-Object name -eq $parameter).description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter is described"
        }
    }

    It 'leads on to cmdlets of the module' {
        $links = (Get-Help $Name).relatedLinks.navigationLink.linkText
        $links | Should -Not -BeNullOrEmpty
        $links | Where-Object { $_ -ne 'Online Version:' } | Should -BeIn $module.ExportedCmdlets.Keys
    }
}

Describe 'The view of <Type>' -ForEach $outputTypes {
    It 'is a table that fits 100 columns' {
        $view = (Get-FormatData -TypeName $Type -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition
        $view | Should -Not -BeNullOrEmpty
        $table = $view[0].Control
        $table | Should -BeOfType ([System.Management.Automation.TableControl])
        $table.Headers.Count | Should -Be $table.Rows[0].Columns.Count
        # A terminal of 100 columns has room for 99 characters.
        $widths = $table.Headers | ForEach-Object { [Math]::Max($_.Width, "$($_.Label)".Length) }
        ($widths | Measure-Object -Sum).Sum + $widths.Count - 1 | Should -BeLessOrEqual 99
    }
}

Describe '<File>' -ForEach $texts {
    It 'is in the module' {
        Join-Path (Split-Path $assembly.Location) $File | Should -Exist
    }
}

Describe 'Help in another language' {
    It 'is in Chinese where the messages are, and in English elsewhere: <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Chinese = $false }
        @{ Culture = 'zh-CN'; Chinese = $true }
        @{ Culture = 'zh-SG'; Chinese = $true }
        @{ Culture = 'zh-TW'; Chinese = $false }
        @{ Culture = 'de-DE'; Chinese = $false }
    ) {
        # PowerShell keeps the help that it has read, whatever language the session has then.
        $output = Invoke-InNewProcess @"
            [cultureinfo]::CurrentUICulture = '$Culture'
            Import-Module '$($env:IMPOPS_MODULE)'
            (Get-Help Get-ImpRetryLimit).Synopsis -match '重新登录'
            (Get-Help about_ImpOps).Synopsis -match '重新启动'
            `$null = Get-ImpRetryLimit -OvaSize 1 -HighAvailabilityMode ActiveActive -UserCount 1 -ErrorVariable problem -ErrorAction SilentlyContinue
            `$problem[0].Exception.Message -match '没有'
"@
        $output | Should -Be "$Chinese", "$Chinese", "$Chinese"
    }
}

Describe '<Topic>' -ForEach $topics {
    BeforeAll {
        $text = Get-Help $Topic | Out-String -Width 200
    }

    It 'says in one line what it is about' {
        $synopsis = (Get-Help $Topic).Synopsis
        $synopsis | Should -Not -BeNullOrEmpty
        $synopsis | Should -BeIn ($text -split '\r?\n' | ForEach-Object Trim)
    }

    It 'fits a terminal of 100 columns' {
        # A Chinese character takes two.
        foreach ($line in $text -split '\r?\n') { ($line -replace '[\u2E80-\uFFEF“”]', 'xx').Length | Should -BeLessOrEqual 99 -Because $line }
    }

    It 'names only cmdlets that there are' {
        [regex]::Matches($text, '\b[A-Z][a-z]+-Imp[A-Za-z]+').Value | Sort-Object -Unique | Should -BeIn $module.ExportedCmdlets.Keys
    }
}
