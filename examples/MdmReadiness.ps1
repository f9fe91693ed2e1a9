<#
.SYNOPSIS
    Tells what to do before multiple device messaging is enabled: clients to upgrade, nodes to add, retry limits to set.
.EXAMPLE
    ./examples/MdmReadiness.ps1
    The example cluster, with the clients of a tenth of its users.
.EXAMPLE
    ./examples/MdmReadiness.ps1 -Clients clients.csv -Inventory nodes.csv -ExpresswayVersion X14.0.1 -MaximumFailoverTime 00:10:00
    A cluster of your own.
#>
[CmdletBinding()]
param(
    # The clients: UserId, Client, Version.
    [string] $Clients = (Join-Path $PSScriptRoot 'data/mdm-clients.csv'),

    # The inventory of the nodes: PresenceRedundancyGroup, NodeName, OvaSize, HighAvailabilityMode, UserCount, RetryLowerLimit, RetryUpperLimit, CriticalServiceDownDelay.
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv'),

    # The version of Expressway; without one, no client comes through it.
    [string] $ExpresswayVersion,

    # Whether Messaging > Settings shows that instant messaging is enabled.
    [bool] $InstantMessagingEnabled = $true,

    # How long a failover may take.
    [timespan] $MaximumFailoverTime = '00:10:00'
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$nodes = Import-Csv -LiteralPath $Inventory -Encoding utf8
$remoteAccess = if ($ExpresswayVersion) { @{ ExpresswayVersion = $ExpresswayVersion } } else { @{ NoMobileAndRemoteAccess = $true } }
$findings = Test-ImpMdmReadiness -LiteralPath $Clients -Node $nodes -InstantMessagingEnabled:$InstantMessagingEnabled -MaximumFailoverTime $MaximumFailoverTime @remoteAccess

# Group by group: how many nodes its clients need, and how long a failover takes.
foreach ($group in $nodes | Group-Object PresenceRedundancyGroup) {
    $ofGroup = $findings | Where-Object PresenceRedundancyGroup -EQ $group.Name
    $capacity = $ofGroup | Where-Object Check -EQ ClientCapacity
    [pscustomobject]@{
        PresenceRedundancyGroup = $group.Name
        NodeCount               = $capacity.Actual
        NeededNodeCount         = $capacity.Expected
        FailoverSeconds         = ($ofGroup | Where-Object Check -EQ FailoverTime).Actual
        Ready                   = $ofGroup.Passed -notcontains $false
    }
}

# What stands in the way, with what to do about it.
foreach ($finding in $findings | Where-Object Passed -EQ $false) {
    Write-Warning "$($finding.PresenceRedundancyGroup) $($finding.Check): $($finding.Message)".TrimStart()
}
