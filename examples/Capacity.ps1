<#
.SYNOPSIS
    Tells how full each node is with JSM sessions, each by its own OVA size and mode, and writes it with the fill over time as one HTML file.
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
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv'),

    # Perfmon logs of the nodes, for the fill over time.
    [string[]] $Log = (Join-Path $PSScriptRoot 'data/perfmon/*.csv'),

    # Where to write the report.
    [string] $Destination = (Join-Path $PSScriptRoot 'out/capacity-report.html'),

    # What the report is called.
    [string] $Title = 'Example cluster'
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$nodes = @{}
foreach ($node in Import-Csv -LiteralPath $Inventory -Encoding utf8) { $nodes[$node.NodeName] = $node }

$Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
$null = New-Item -ItemType Directory -Path (Split-Path $Destination) -Force

$capacity = foreach ($line in Get-ImpSessionReport -Path $Sessions -Level Node) {
    # Sessions of no node have a line whose name is empty.
    $node = if ($line.NodeName) { $nodes[$line.NodeName] }
    if (-not $node) {
        Write-Warning "Node '$($line.NodeName)' has sessions and is not in the inventory '$Inventory'. Add it there to have it measured."
        continue
    }

    $line | Measure-ImpJsmCapacity -OvaSize $node.OvaSize -HighAvailabilityMode $node.HighAvailabilityMode
}

# The samples of a node are measured by what the inventory says of it.
$history = Import-ImpCounterLog -Path $Log | Group-Object NodeName | Where-Object { $nodes[$_.Name] } | ForEach-Object {
    $_.Group | Measure-ImpJsmCapacity -OvaSize $nodes[$_.Name].OvaSize -HighAvailabilityMode $nodes[$_.Name].HighAvailabilityMode
}
@($capacity; $history) | Export-ImpCapacityReport -Path $Destination -Title $Title -PassThru | ForEach-Object { Write-Verbose "Written: $($_.FullName)" }

$capacity
