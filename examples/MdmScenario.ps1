<#
.SYNOPSIS
    Tells why a device did not ring: the messages that it did not get at once, or got without a notification, with the reason of each.
.EXAMPLE
    ./examples/MdmScenario.ps1
    Why Alice's phone did not ring on the way home.
.EXAMPLE
    ./examples/MdmScenario.ps1 -Scenario ticket-4711.csv -Device phone -Release 15 | Format-List Message, Reason
    The words of the answer to a ticket.
#>
[CmdletBinding()]
param(
    # What happened: Time, User, Device, Event, Peer, Message.
    [string[]] $Scenario = (Join-Path $PSScriptRoot 'data/mdm/phone-did-not-ring.csv'),

    # The device that did not ring; wildcards are allowed.
    [string] $Device = 'phone',

    # The release of the product.
    [string] $Release = '12.5'
)

$ErrorActionPreference = 'Stop'
# The module of the repository where the script lies in it, else the installed one.
$module = Join-Path $PSScriptRoot '../ImpOps.psd1'
if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
if (-not (Get-Module ImpOps)) { Import-Module $module }

Invoke-ImpMdmScenario -Path $Scenario -Release $Release |
    Where-Object { $_.Device -like $Device -and -not $_.SentFrom -and ($_.Buffered -or -not $_.Notified) }
