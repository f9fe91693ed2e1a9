<#
.SYNOPSIS
    Tells from audit logs what must be restarted because of what was changed since a day, in the safe order. Warns of what no rule knows.
.EXAMPLE
    ./examples/RestartSince.ps1 -Since 2026-11-20
    What the example cluster must restart since Friday.
.EXAMPLE
    ./examples/RestartSince.ps1 -Path audit/*.log -UtcOffset -05:00:00 | Format-List Step, Description, Check, Reason
    A runbook for the changes of the last seven days on nodes in New York.
#>
[CmdletBinding()]
param(
    # The audit logs, of the nodes or of a syslog server.
    [string[]] $Path = (Join-Path $PSScriptRoot 'data/audit/*.log'),

    # Only changes from this time on.
    [datetimeoffset] $Since = [datetimeoffset]::Now.AddDays(-7),

    # The offset from UTC of lines that do not tell theirs: by default, that of this computer.
    [timespan] $UtcOffset,

    # The nodes of the group, in the order in which to restart them.
    [string[]] $NodeName = @()
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

$zone = @{}
if ($PSBoundParameters.ContainsKey('UtcOffset')) { $zone.UtcOffset = $UtcOffset }

$requirements = @(Import-ImpAuditLog -Path $Path -StartTime $Since @zone | Test-ImpRestartRequired)
foreach ($change in $requirements | Where-Object Certainty -eq Unknown) {
    Write-Warning "$($change.Change): $($change.Count) times, last $($change.LastTime.ToString('yyyy-MM-dd HH:mm')) by $($change.UserId). No rule knows it; find out whether it needs a restart."
}

$requirements | Get-ImpRestartPlan -HighAvailability -NodeName $NodeName
