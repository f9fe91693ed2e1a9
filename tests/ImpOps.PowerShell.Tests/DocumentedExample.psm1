# Examples in Markdown: a block of PowerShell in which each command stands behind "PS> " (and ">> "), with its real output below it.

Set-StrictMode -Version 3.0

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
    try {
        $null = $shell.AddScript({
                param($module, $directory)
                $PSStyle.OutputRendering = 'PlainText'
                Import-Module $module
                Set-Location -LiteralPath $directory
            }).AddArgument($Module).AddArgument($Directory).Invoke()

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
            $lines = ($seen -join "`n") -split '\r?\n' | ForEach-Object TrimEnd
            ($lines -join "`n").Trim("`n")
        }
    }
    finally {
        $shell.Dispose()
    }
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

Export-ModuleMember -Function Get-DocumentedExample, Invoke-DocumentedExample, Update-DocumentedExample
