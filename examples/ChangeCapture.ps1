<#
.SYNOPSIS
    Captures the state of the connected cluster before a change, and tells what differs after it.
.DESCRIPTION
    A capture holds the nodes, the groups with their high availability, the services with their status, the service parameters, and how many users are
    assigned to each node. It is JSON that a person can read and a version control system can keep. It holds no password and no name of a user.

    Differences in service parameters pipe into Test-ImpRestartRequired: what was changed, and what it asks to restart.
.EXAMPLE
    ./ChangeCapture.ps1 -Save before.json
    Before the maintenance window, in a session that Connect-ImpCluster has connected.
.EXAMPLE
    ./ChangeCapture.ps1 -Compare before.json
    After it: what differs now.
.EXAMPLE
    ./ChangeCapture.ps1 -Compare before.json -With after.json | Where-Object Area -eq ServiceParameter | Test-ImpRestartRequired | Get-ImpRestartPlan
    What two captures differ in, and what it asks to restart. No connection is needed.
#>
[CmdletBinding(DefaultParameterSetName = 'Compare')]
param(
    # Where to write the capture. An existing file is never overwritten.
    [Parameter(Mandatory, ParameterSetName = 'Save')]
    [string] $Save,

    # The capture from before the change.
    [Parameter(Mandatory, ParameterSetName = 'Compare')]
    [string] $Compare,

    # The capture from after it; without it, the cluster as it is now.
    [Parameter(ParameterSetName = 'Compare')]
    [string] $With
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

# One flat list: what it is, its node, its name, its value. So captures of any release can be compared. Parameters are known by the names that the
# database uses: what the portal calls them depends on the language of the session.
function Get-State {
    foreach ($node in Get-ImpNode | Sort-Object Name) { Fact Node $node.Name 'PresenceRedundancyGroup' $node.PresenceRedundancyGroup }
    foreach ($group in Get-ImpPresenceRedundancyGroup | Sort-Object Name) {
        Fact Group '' "$($group.Name): high availability" $group.HighAvailability
        foreach ($node in $group.State) { Fact Group $node.NodeName 'State' $node.State }
    }

    foreach ($service in Get-ImpService | Sort-Object NodeName, Name) { Fact Service $service.NodeName $service.Name $service.Status }
    foreach ($parameter in Get-ImpServiceParameter | Sort-Object NodeName, Service, Name) {
        # A parameter that holds a secret is compared by nobody, and stands in no file.
        if ($parameter.Name -notmatch 'password|passphrase|secret' -and $parameter.InternalName -notmatch 'password|passphrase|secret') {
            Fact ServiceParameter $parameter.NodeName $parameter.InternalName $parameter.Value $parameter.Name
        }
    }

    foreach ($node in Get-ImpAssignedUser | Where-Object NodeName | Group-Object NodeName | Sort-Object Name) { Fact AssignedUsers $node.Name 'UserCount' $node.Count }
}

function Fact([string] $Area, [string] $NodeName, [string] $Name, $Value, [string] $Title = $Name) {
    [pscustomobject]@{ Area = $Area; NodeName = $NodeName; Name = $Name; Value = "$Value"; Title = $Title }
}

function Read-Capture([string] $Path) {
    $text = Get-Content -LiteralPath $Path -Raw -Encoding utf8
    $capture = try { ConvertFrom-Json $text } catch { Write-Verbose $_.Exception.Message }
    if ($capture.Kind -ne 'ImpOps capture' -or -not $capture.Fact) { throw "'$Path' is no capture, or a cut one. Make it with -Save." }
    $capture.Fact
}

if ($Save) {
    $path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Save)
    $text = ConvertTo-Json -Depth 3 ([ordered]@{ Kind = 'ImpOps capture'; Time = [datetimeoffset]::Now.ToString('o'); Fact = @(Get-State) })
    # Written beside it first: a capture is whole or not there.
    $beside = "$path.$PID.part"
    try {
        [IO.File]::WriteAllText($beside, $text)
        [IO.File]::Move($beside, $path)
    }
    finally {
        Remove-Item -LiteralPath $beside -ErrorAction Ignore
    }

    Get-Item -LiteralPath $path
    return
}

$before = Read-Capture $Compare
$after = if ($With) { Read-Capture $With } else { @(Get-State) }

$values = [ordered]@{}
foreach ($fact in $before) { $values["$($fact.Area)|$($fact.NodeName)|$($fact.Name)"] = @{ Fact = $fact; Before = $fact.Value; After = $null } }
foreach ($fact in $after) {
    $key = "$($fact.Area)|$($fact.NodeName)|$($fact.Name)"
    if (-not $values.Contains($key)) { $values[$key] = @{ Fact = $fact; Before = $null; After = $null } }
    $values[$key].After = $fact.Value
}

foreach ($entry in $values.Values | Where-Object { $_.Before -cne $_.After }) {
    [pscustomobject]@{
        Area             = $entry.Fact.Area
        NodeName         = $entry.Fact.NodeName
        Name             = $entry.Fact.Title
        Before           = $entry.Before
        After            = $entry.After
        # What Test-ImpRestartRequired takes.
        ServiceParameter = if ($entry.Fact.Area -eq 'ServiceParameter') { $entry.Fact.Title }
    }
}
