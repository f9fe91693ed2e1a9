<#
.SYNOPSIS
    Shows the user sessions report of a cluster and writes it as CSV, the summary and the users of each node, and as one HTML file.
.EXAMPLE
    ./examples/SessionReport.ps1
    The report of the example cluster.
.EXAMPLE
    ./examples/SessionReport.ps1 -Path downloads/*.csv -Destination reports/sessions.csv
#>
[CmdletBinding()]
param(
    # The exported sessions or users, or the downloads of the report.
    [string[]] $Path = (Join-Path $PSScriptRoot 'data/sessions.csv'),

    # Where to write the summary; the files with the users of the nodes are written beside it, and the HTML file as well.
    [string] $Destination = (Join-Path $PSScriptRoot 'out/session-report.csv'),

    # The inventory of the nodes: NodeName, OvaSize, HighAvailabilityMode. Nodes that are in it are shown with their limits.
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv'),

    # What the HTML file is called.
    [string] $Title = 'Example cluster'
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
$null = New-Item -ItemType Directory -Path (Split-Path $Destination) -Force

$report = Get-ImpSessionReport -Path $Path -Level Cluster, SubCluster, Node, User
$report | Export-ImpSessionReport -Path $Destination -PassThru | ForEach-Object { Write-Verbose "Written: $($_.FullName)" }

$nodes = @{}
foreach ($node in Import-Csv -LiteralPath $Inventory -Encoding utf8) { $nodes[$node.NodeName] = $node }
$capacity = $report | Where-Object { $_.Level -eq 'Node' -and $_.NodeName -and $nodes[$_.NodeName] } | ForEach-Object {
    $_ | Measure-ImpJsmCapacity -OvaSize $nodes[$_.NodeName].OvaSize -HighAvailabilityMode $nodes[$_.NodeName].HighAvailabilityMode
}
$report | Export-ImpSessionReport -Path ([IO.Path]::ChangeExtension($Destination, '.html')) -Capacity @($capacity) -Title $Title -PassThru | ForEach-Object { Write-Verbose "Written: $($_.FullName)" }

$report | Where-Object Level -ne User
