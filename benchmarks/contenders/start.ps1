# Milliseconds, as JSON, that a new process takes: bare, and with the module's first command. In turn, so that a busy moment meets both.
param([string] $Module, [int] $Runs)

$ErrorActionPreference = 'Stop'
$commands = [ordered] @{
    bare    = '$null'
    import  = "Import-Module '$Module'"
    command = "Import-Module '$Module'; `$null = Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive -UserCount 2000"
}
$times = @{ bare = @(); import = @(); command = @() }
foreach ($run in 0..$Runs) {
    foreach ($name in $commands.Keys) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        pwsh -NoProfile -NonInteractive -Command $commands[$name]
        # The first run warms the disk cache.
        if ($run -gt 0) { $times[$name] += $watch.Elapsed.TotalMilliseconds }
    }
}

$times | ConvertTo-Json
