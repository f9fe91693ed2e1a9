# Examples in Markdown: a block of PowerShell whose commands stand behind "PS> " (and ">> "), with their real output below them.

Set-StrictMode -Version 3.0

function Get-DocumentedExample {
    <#
    .SYNOPSIS
        Finds the examples of a Markdown file: line, commands and output of each.
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
            $block = @($lines[$begin..($i - 1)])
            if ($block[0].StartsWith('PS> ')) {
                $commands = [System.Collections.Generic.List[string]]::new()
                $output = [System.Collections.Generic.List[string]]::new()
                foreach ($line in $block) {
                    if ($line.StartsWith('PS> ')) { $commands.Add($line.Substring(4)) }
                    elseif ($line.StartsWith('>> ')) { $commands[-1] += "`n" + $line.Substring(3) }
                    else { $output.Add($line) }
                }

                [pscustomobject]@{ Path = $Path; Line = $begin + 1; Commands = $commands.ToArray(); Output = $output.ToArray(); First = $begin; Last = $i - 1 }
            }

            $begin = -1
        }
    }
}

function Invoke-DocumentedExample {
    <#
    .SYNOPSIS
        Runs the commands of an example one after the other in a session of their own, and gives what a user would see, line by line.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string[]] $Commands,
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
        $shell.Commands.Clear()

        $all = foreach ($command in $Commands) {
            $shell.AddScript({
                    param($command)
                    $seen = . ([scriptblock]::Create($command)) *>&1
                    $records = @($seen | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -or $_ -is [System.Management.Automation.ErrorRecord] })
                    foreach ($record in $records) {
                        if ($record -is [System.Management.Automation.WarningRecord]) { "WARNING: $($record.Message)" }
                        else { "$($record.InvocationInfo.MyCommand): $($record.Exception.Message)" }
                    }

                    $seen | Where-Object { $_ -notin $records } | Out-String -Width 100
                }).AddArgument($command).Invoke()
            $shell.Commands.Clear()
        }

        # Empty lines come and go with the edition of PowerShell.
        ($all -join "`n") -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
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
        $shown = @($lines.GetRange($example.First, $example.Last - $example.First + 1) | Where-Object { $_ -match '^(PS> |>> )' })
        $output = @(Invoke-DocumentedExample -Commands $example.Commands -Module $Module -Directory $Directory)
        $lines.RemoveRange($example.First, $example.Last - $example.First + 1)
        $lines.InsertRange($example.First, [string[]] @($shown; if ($output) { ''; $output }))
    }

    Set-Content -LiteralPath $Path -Value $lines -Encoding utf8NoBOM
}

Export-ModuleMember -Function Get-DocumentedExample, Invoke-DocumentedExample, Update-DocumentedExample
