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
if (-not (Get-Module ImpOps)) { Import-Module (Join-Path $PSScriptRoot '../ImpOps.psd1') }

$nodes = @{}
foreach ($node in Import-Csv -LiteralPath $Inventory -Encoding utf8) { $nodes[$node.NodeName] = $node }

foreach ($line in Get-ImpSessionReport -Path $Sessions -Level Node) {
    $node = $nodes[$line.NodeName]
    $line | Measure-ImpJsmCapacity -OvaSize $node.OvaSize -HighAvailabilityMode $node.HighAvailabilityMode
}
