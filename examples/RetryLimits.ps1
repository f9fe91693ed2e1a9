<#
.SYNOPSIS
    Gives the retry limits that each presence redundancy group should have, and warns of what is set wrongly.
.EXAMPLE
    ./examples/RetryLimits.ps1
    The groups of the example cluster, one of which is set wrongly.
#>
[CmdletBinding()]
param(
    # The inventory of the nodes: PresenceRedundancyGroup, NodeName, OvaSize, HighAvailabilityMode, UserCount, RetryLowerLimit, RetryUpperLimit, CriticalServiceDownDelay.
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv')
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$nodes = Import-Csv -LiteralPath $Inventory -Encoding utf8
foreach ($group in $nodes | Group-Object PresenceRedundancyGroup) {
    [pscustomobject]@{
        PresenceRedundancyGroup  = $group.Name
        OvaSize                  = $group.Group[0].OvaSize
        HighAvailabilityMode     = $group.Group[0].HighAvailabilityMode
        NodeUserCount            = $group.Group.UserCount
        CriticalServiceDownDelay = $group.Group[0].CriticalServiceDownDelay
    } | Get-ImpRetryLimit
}

foreach ($finding in $nodes | Test-ImpRetryLimit | Where-Object Passed -eq $false) {
    Write-Warning "$($finding.PresenceRedundancyGroup) $($finding.NodeName) $($finding.Check): $($finding.Message)"
}
