# Milliseconds, as JSON, for records that are in memory already: through Select-Object with three properties, and through the module's commands.
param([string] $Module, [int] $Records, [int] $Runs)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$sizes = (Get-ImpLoginProfile).OvaSize | Sort-Object -Unique
$changes = (Get-ImpRestartRule).Name
$random = [Random]::new(1)
$nodes = foreach ($i in 1..$Records) {
    $size = $sizes[$i % $sizes.Count]
    [pscustomobject] @{ OvaSize = $size; HighAvailabilityMode = 'ActiveActive'; UserCount = $random.Next(1, $size / 2) }
}
$edits = foreach ($i in 1..$Records) {
    [pscustomobject] @{ Change = $changes[$i % $changes.Count]; NodeName = 'imp-1'; Time = $i }
}

$commands = [ordered] @{
    'Select-Object OvaSize, HighAvailabilityMode, UserCount' = { $nodes | Select-Object OvaSize, HighAvailabilityMode, UserCount | Out-Null }
    'Get-ImpRetryLimit'                                      = { $nodes | Get-ImpRetryLimit -WarningAction SilentlyContinue | Out-Null }
    'Select-Object Change, NodeName, Time'                   = { $edits | Select-Object Change, NodeName, Time | Out-Null }
    'Test-ImpRestartRequired'                                = { $edits | Test-ImpRestartRequired | Out-Null }
}
$times = [ordered] @{}
foreach ($name in $commands.Keys) {
    $times[$name] = @(foreach ($_ in 1..$Runs) {
            [GC]::Collect()
            (Measure-Command $commands[$name]).TotalMilliseconds
        })
}

$times | ConvertTo-Json
