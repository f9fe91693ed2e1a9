# Examples in Markdown: a block of PowerShell in which each command stands behind "PS> " (and ">> "), with its real output below it.
#
# An example with a command that works on live clusters has a lab of its own: four nodes, 400 users, $credential and $thumbprint. Unless the
# example itself connects, it is connected. What differs from run to run (port, thumbprint, dates and times) is shown as it might be.

Set-StrictMode -Version 3.0

function Get-DocumentedPage {
    <#
    .SYNOPSIS
        Finds the Markdown files whose examples show what a session in this language shows; for a language without pages, those in English.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Repository)

    for ($culture = [cultureinfo]::CurrentUICulture; $culture.Name -and $culture.Name -ne 'zh-Hans'; $culture = $culture.Parent) { }
    $pages = if ($culture.Name) { 'docs/zh-CN/*.md' } else { 'README.md', 'docs/en-US/*.md' }
    (Get-Item ($pages | ForEach-Object { Join-Path $Repository $_ })).FullName
}

function Get-DocumentedExample {
    <#
    .SYNOPSIS
        Finds the examples of a Markdown file: the lines of each, its commands and their outputs.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Path)

    $lines = @(Get-Content -LiteralPath $Path)
    $begin = -1
    for ($i = 0; $i -lt $lines.Count; $i++) {
        if ($begin -lt 0 -and $lines[$i] -eq '```powershell') {
            $begin = $i + 1
        }
        elseif ($begin -ge 0 -and $lines[$i] -eq '```') {
            if ($lines[$begin].StartsWith('PS> ')) {
                $steps = [System.Collections.Generic.List[object]]::new()
                foreach ($line in $lines[$begin..($i - 1)]) {
                    if ($line.StartsWith('PS> ')) {
                        $steps.Add([pscustomobject]@{ Shown = @($line); Command = $line.Substring(4); Output = @() })
                    }
                    elseif ($line.StartsWith('>> ')) {
                        $steps[-1].Shown += $line
                        $steps[-1].Command += "`n" + $line.Substring(3)
                    }
                    else {
                        $steps[-1].Output += $line
                    }
                }

                [pscustomobject]@{ Path = $Path; First = $begin; Last = $i - 1; Steps = $steps.ToArray() }
            }

            $begin = -1
        }
    }
}

function Invoke-DocumentedExample {
    <#
    .SYNOPSIS
        Runs the commands of an example one after the other in a session of their own. Gives for each what a user would see, as one text.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string[]] $Command,
        [Parameter(Mandatory)] [string] $Module,
        [Parameter(Mandatory)] [string] $Directory
    )

    $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
    $lab = $null
    try {
        $lab = $shell.AddScript({
                param($module, $directory, $harness, $commands)
                $PSStyle.OutputRendering = 'PlainText'
                Import-Module $module
                Set-Location -LiteralPath $directory
                $names = [scriptblock]::Create($commands -join "`n").Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true).GetCommandName()
                if (@(Get-Command -Module ImpOps -Name $names).Where({ $_.Noun -in 'ImpCluster', 'ImpConnection' -or $_.Parameters.ContainsKey('Connection') })) {
                    Import-Module $harness
                    $lab = Start-Lab -Speed 60
                    $PSDefaultParameterValues['Connect-ImpCluster:Port'] = $lab.Port
                    $PSDefaultParameterValues['Connect-ImpCluster:TimeoutSec'] = 30 * $lab.Speed
                    $credential, $thumbprint = $lab.Credential, $lab.Thumbprint
                    if ('Connect-ImpCluster' -notin $names) { $null = Connect-Lab $lab }
                    $lab
                }
            }).AddArgument($Module).AddArgument($Directory).AddArgument((Join-Path $PSScriptRoot 'Lab.psm1')).AddArgument($Command).Invoke() | Select-Object -First 1
        if ($shell.HadErrors) { throw $shell.Streams.Error[0] }

        foreach ($one in $Command) {
            $shell.Commands.Clear()
            $seen = $shell.AddScript({
                    param($command)
                    $seen = . ([scriptblock]::Create($command)) *>&1
                    $records = @($seen | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -or $_ -is [System.Management.Automation.ErrorRecord] })
                    foreach ($record in $records) {
                        if ($record -is [System.Management.Automation.WarningRecord]) { "WARNING: $($record.Message)" }
                        else { "$($record.InvocationInfo.MyCommand): $($record.Exception.Message)" }
                    }

                    $seen | Where-Object { $_ -notin $records } | Out-String -Width 99
                }).AddArgument($one).Invoke()
            $text = $seen -join "`n"
            if ($lab) { $text = ConvertTo-StableText $text $lab }
            $lines = $text -split '\r?\n' | ForEach-Object TrimEnd
            ($lines -join "`n").Trim("`n")
        }
    }
    finally {
        if ($lab) {
            $shell.Commands.Clear()
            $null = $shell.AddScript('Stop-Lab $args[0]').AddArgument($lab).Invoke()
        }

        $shell.Dispose()
    }
}

# As wide as it was, so that tables stay as they are.
function ConvertTo-StableText([string] $Text, $Lab) {
    $Text -replace $Lab.Thumbprint, ('0F1E2D3C4B5A6978' * 4) -replace ":$($Lab.Port)\b", ':8443' -replace
        '\b\d{4}-\d\d-\d\d\b', '2026-11-20' -replace '(?<= 2026-11-20 (to|到) )2026-11-20', '2031-11-19' -replace
        '\b\d\d:\d\d:\d\d\b', '09:30:00' -replace '(?<![\d:+-])\d\d:\d\d\b(?!:)', '09:30'
}

function Update-DocumentedExample {
    <#
    .SYNOPSIS
        Writes the output that the examples of a Markdown file have now into the file. Read the difference before you commit it.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] [string] $Module,
        [Parameter(Mandatory)] [string] $Directory
    )

    $lines = [System.Collections.Generic.List[string]] @(Get-Content -LiteralPath $Path)
    $examples = @(Get-DocumentedExample -Path $Path)
    [array]::Reverse($examples)
    foreach ($example in $examples) {
        $outputs = @(Invoke-DocumentedExample -Command $example.Steps.Command -Module $Module -Directory $Directory)
        $block = for ($i = 0; $i -lt $outputs.Count; $i++) {
            if ($i -gt 0) { '' }
            $example.Steps[$i].Shown
            if ($outputs[$i]) { ''; $outputs[$i] -split "`n" }
        }

        $lines.RemoveRange($example.First, $example.Last - $example.First + 1)
        $lines.InsertRange($example.First, [string[]] @($block))
    }

    Set-Content -LiteralPath $Path -Value $lines -Encoding utf8NoBOM
}

Export-ModuleMember -Function Get-DocumentedPage, Get-DocumentedExample, Invoke-DocumentedExample, Update-DocumentedExample
