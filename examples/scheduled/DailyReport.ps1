<#
.SYNOPSIS
    Writes the user sessions report of the day as CSV and as HTML, and fails with an exit code where a node is too full.
.DESCRIPTION
    Made to be run by a scheduler: Register-DailyReport.ps1 beside it registers it with the Task Scheduler of Windows, and the two units beside it
    do the same with systemd. Every file is written whole or not at all:

        sessions-<date>.csv, sessions-<date>.<node>.csv   the report in the portal's layout, with the users of each node
        sessions-<date>.html                              the same to read, with the nodes against their limits
        capacity-<date>.html                              where counter logs are given: the fill over time, with alarms and a forecast

    Exit codes:

        0  the report is written, and no node is over its threshold
        1  an alarm is due: a node has more sessions than its threshold, or the counters raised JSMSessionsExceedsThreshold in the last hours
        2  it cannot be told: an input is missing or was not understood in full, and what could be read is in the reports

    A 2 is never a 0: a job that has read nothing has not found that all is well.
.EXAMPLE
    ./examples/scheduled/DailyReport.ps1
    The example cluster.
.EXAMPLE
    ./examples/scheduled/DailyReport.ps1 -Sessions /srv/imp/sessions.csv -Inventory /srv/imp/nodes.csv -CounterLog /srv/imp/perfmon/*.csv -Destination /srv/imp/reports
#>
[CmdletBinding()]
param(
    # The exported sessions of the day.
    [string[]] $Sessions = (Join-Path $PSScriptRoot '../data/sessions.csv'),

    # The inventory of the nodes: NodeName, OvaSize, HighAvailabilityMode.
    [string] $Inventory = (Join-Path $PSScriptRoot '../data/nodes.csv'),

    # Perfmon logs of the nodes; none where only the sessions of the moment are measured.
    [string[]] $CounterLog = @(),

    # The folder for the reports. It is made where it is missing.
    [string] $Destination = (Join-Path $PSScriptRoot '../out'),

    # What the HTML reports are called, for example by the name of the cluster.
    [string] $Title = '',

    # The fill above which a node is too full, in percent; without it, what the guide says.
    [int] $ThresholdPercent,

    # How many hours before the last sample an alarm may lie and still be due.
    [int] $Hours = 24
)

$alarms = [System.Collections.Generic.List[string]]::new()
$doubts = [System.Collections.Generic.List[string]]::new()
$problems, $remarks = @(), @()
$threshold = if ($ThresholdPercent) { @{ ThresholdPercent = $ThresholdPercent } } else { @{} }

try {
    $ErrorActionPreference = 'Stop'
    # The module of the repository where the script lies in it, else the installed one.
    $module = Join-Path $PSScriptRoot '../../ImpOps.psd1'
    if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
    if (-not (Get-Module ImpOps)) { Import-Module $module }

    # The schedulers keep what a job prints: lines that a person reads, in the order of what matters.
    $collect = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+problems'; WarningAction = 'SilentlyContinue'; WarningVariable = '+remarks' }

    $nodes = @{}
    foreach ($node in Import-Csv -LiteralPath $Inventory -Encoding utf8) { $nodes[$node.NodeName] = $node }

    $null = New-Item -ItemType Directory -Path $Destination -Force
    $report = Get-ImpSessionReport -Path $Sessions -Level Cluster, SubCluster, Node, User @collect
    # The date of the calendar that sorts, whatever the calendar of the account that runs this.
    $today = [datetime]::Today.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    $report | Export-ImpSessionReport -Path (Join-Path $Destination "sessions-$today.csv") -PassThru | ForEach-Object { "Written: $($_.FullName)" }

    $capacities = foreach ($line in $report | Where-Object Level -eq Node) {
        if (-not $line.NodeName) {
            $doubts.Add("$($line.SessionCount) sessions are of no node, so nobody knows how full theirs is.")
            continue
        }

        $node = $nodes[$line.NodeName]
        if (-not $node) {
            $doubts.Add("$($line.NodeName): not in the inventory '$Inventory', so nobody knows what it supports.")
            continue
        }

        $capacity = $line | Measure-ImpJsmCapacity -OvaSize $node.OvaSize -HighAvailabilityMode $node.HighAvailabilityMode @threshold @collect
        if ($capacity.ExceedsThreshold) {
            $alarms.Add(('{0}: {1} sessions of {2}, {3:0.#}%. {4}' -f $line.NodeName, $capacity.SessionCount, $capacity.SessionLimit, $capacity.PercentUsed, $capacity.Advice))
        }

        $capacity
    }

    $report | Export-ImpSessionReport -Path (Join-Path $Destination "sessions-$today.html") -Capacity @($capacities) -Title $Title -PassThru | ForEach-Object { "Written: $($_.FullName)" }

    foreach ($silent in $nodes.Keys | Where-Object { $_ -notin $report.NodeName } | Sort-Object) {
        $doubts.Add("${silent}: in the inventory, and without a session in the report.")
    }

    if ($CounterLog) {
        # Nodes of one size and mode are measured together; samples of the other nodes pass by.
        $samples = @(Import-ImpCounterLog -Path $CounterLog -Counter Jsm* @collect)
        $histories = foreach ($kind in $nodes.Values | Group-Object OvaSize, HighAvailabilityMode) {
            $samples | Where-Object NodeName -in $kind.Group.NodeName |
                Measure-ImpJsmCapacity -OvaSize $kind.Group[0].OvaSize -HighAvailabilityMode $kind.Group[0].HighAvailabilityMode @threshold @collect
        }

        foreach ($history in $histories) {
            foreach ($alarm in $history.Alarm | Where-Object { -not $_.ClearedAt -or $_.ClearedAt -ge $history.EndTime.AddHours(-$Hours) }) {
                $alarms.Add(('{0}: JSMSessionsExceedsThreshold since {1:yyyy-MM-dd HH:mm}, {2}, at most {3:0.#}%.' -f $alarm.NodeName, $alarm.RaisedAt,
                        $(if ($alarm.ClearedAt) { "until {0:yyyy-MM-dd HH:mm}" -f $alarm.ClearedAt } else { 'and it lasts' }), $alarm.PeakPercent))
            }
        }

        if ($histories) {
            @($capacities; $histories) | Export-ImpCapacityReport -Path (Join-Path $Destination "capacity-$today.html") -Title $Title -PassThru | ForEach-Object { "Written: $($_.FullName)" }
        }

        foreach ($silent in $nodes.Keys | Where-Object { $_ -notin $samples.NodeName } | Sort-Object) {
            $doubts.Add("${silent}: without a sample in the counter logs.")
        }
    }
}
catch {
    $problems += $_
}

$doubts.AddRange([string[]] @($problems | ForEach-Object { $_.Exception.Message } | Select-Object -Unique))
foreach ($remark in $remarks) { "Note: $($remark.Message)" }
foreach ($doubt in $doubts) { "UNKNOWN $doubt" }
foreach ($alarm in $alarms) { "ALARM $alarm" }
if ($alarms) { exit 1 }
if ($doubts) { exit 2 }
'All nodes are at or below their thresholds.'
exit 0
