<#
.SYNOPSIS
    Makes the pictures of the reports in this folder anew, out of examples/data, with the module that `dotnet build` left in the repository root.
.DESCRIPTION
    Needs Chromium and pngquant on the path: the package carries a picture, so it is kept small. The pictures differ a little from machine to machine, with the fonts that it has.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$repository = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $repository 'ImpOps.psd1')
$folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "impops-$([guid]::NewGuid())")

function Save-Picture([string] $Page, [string] $Name, [int] $Height) {
    $arguments = @(
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'
        '--hide-scrollbars', '--force-prefers-reduced-motion', "--user-data-dir=$folder/profile", "--window-size=1200,$Height", "--screenshot=$PSScriptRoot/$Name", "file://$folder/$Page"
    )
    chromium @arguments 2>$null
    pngquant --nofs --speed 1 --strip --force --ext .png 128 "$PSScriptRoot/$Name"
    Get-Item -LiteralPath (Join-Path $PSScriptRoot $Name)
}

Push-Location (Join-Path $repository 'examples/data')
try {
    $node = @{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; Language = 'en' }
    $report = Get-ImpSessionReport sessions.csv -Level Cluster, SubCluster, Node, User
    $capacity = $report | Measure-ImpJsmCapacity @node
    # The alarm of the example's log is one at 30 percent.
    $history = Import-ImpCounterLog perfmon/*.csv | Measure-ImpJsmCapacity @node -ThresholdPercent 30
    $report | Export-ImpSessionReport "$folder/sessions.html" -Capacity $capacity -Title 'Example cluster' -Language en
    @($capacity; $history) | Export-ImpCapacityReport "$folder/capacity.html" -Title 'Example cluster' -Language en
    Save-Picture sessions.html session-report.png 970
    Save-Picture capacity.html capacity-report.png 1200
}
finally {
    Pop-Location
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}
