<#
.SYNOPSIS
    Gives the safe order of the restarts that a list of changes asks for.
.EXAMPLE
    ./examples/RestartPlan.ps1
    The plan for the changes of the example cluster.
.EXAMPLE
    ./examples/RestartPlan.ps1 -Changes changes.csv -Since 2026-11-18 | Format-List Step, NodeName, Description, Check
    A runbook for what was changed in the last days.
#>
[CmdletBinding()]
param(
    # The list of changes: Date, Change.
    [string] $Changes = (Join-Path $PSScriptRoot 'data/changes.csv'),

    # Only changes from this day on.
    [datetime] $Since = [datetime]::MinValue,

    # The nodes of the group, in the order in which to restart them.
    [string[]] $NodeName = @()
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

Import-Csv -LiteralPath $Changes -Encoding utf8 |
    Where-Object { [datetime] $_.Date -ge $Since } |
    Test-ImpRestartRequired |
    Get-ImpRestartPlan -HighAvailability -NodeName $NodeName
