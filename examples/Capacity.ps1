<#
.SYNOPSIS
    Tells how full each node is with JSM sessions, each by its own OVA size and mode.
.EXAMPLE
    ./examples/Capacity.ps1
    The nodes of the example cluster.
.EXAMPLE
    ./examples/Capacity.ps1 -Sessions sessions.csv -Inventory nodes.csv | Where-Object ExceedsThreshold
    Only the nodes that need something done.
#>
[CmdletBinding()]
param(
    # The exported sessions.
    [string[]] $Sessions = (Join-Path $PSScriptRoot 'data/sessions.csv'),

    # The inventory of the nodes: NodeName, OvaSize, HighAvailabilityMode.
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv')
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$nodes = @{}
foreach ($node in Import-Csv -LiteralPath $Inventory -Encoding utf8) { $nodes[$node.NodeName] = $node }

foreach ($line in Get-ImpSessionReport -Path $Sessions -Level Node) {
    $node = $nodes[$line.NodeName]
    if (-not $node) {
        Write-Warning "Node '$($line.NodeName)' has sessions and is not in the inventory '$Inventory'. Add it there to have it measured."
        continue
    }

    $line | Measure-ImpJsmCapacity -OvaSize $node.OvaSize -HighAvailabilityMode $node.HighAvailabilityMode
}
