<#
.SYNOPSIS
    Runs ImpOps and its contenders on the same data and writes docs/benchmarks.md.
.DESCRIPTION
    Builds ImpOps for release, generates seeded data in a temporary folder, runs each contender as a whole process several times in turn, compares
    the figures that they print, and writes median wall time, peak memory and the ratio to ImpOps. What is not installed is listed with the reason.
    Where figures differ, the script fails and writes nothing. Needs the .NET 10 SDK, PowerShell 7 and Linux with GNU time.
.EXAMPLE
    ./benchmarks/Compare.ps1 -Quick
    Small files, to see that everything runs.
#>
[CmdletBinding()]
param(
    # Rows of the list of sessions.
    [int] $Rows = 10000000,

    # Rows of the list for contenders that would need an hour or all of the memory for the other one.
    [int] $SlowRows = 200000,

    # Rows of the performance log, and its counters.
    [int] $CounterRows = 23040,
    [int] $Counters = 1200,

    # Records through the commands that take records.
    [int] $Records = 1000000,

    # Runs of each contender.
    [int] $Runs = 5,

    # A twentieth of everything.
    [switch] $Quick,

    # The file to write.
    [string] $OutputPath = (Join-Path $PSScriptRoot '../docs/benchmarks.md')
)

$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
$duckDBVersion = '1.5.6-r.1'
$startRuns = 20
$startNames = @{ bare = 'bare'; import = '`Import-Module ImpOps`'; command = '`Import-Module ImpOps` and a first `Get-ImpRetryLimit`' }
$wantedCounters = 'Cisco XCP JSM('

if ($Quick) {
    $Rows, $SlowRows, $CounterRows, $Records = ($Rows, $SlowRows, $CounterRows, $Records).ForEach({ [int] ($_ / 20) })
}

$repository = (Resolve-Path (Join-Path $PSScriptRoot '..')).Path
$module = Join-Path $repository 'ImpOps.psd1'
$tool = Join-Path $PSScriptRoot 'ImpOps.Benchmarks/bin/Release/net10.0/ImpOps.Benchmarks'
$contenders = Join-Path $PSScriptRoot 'contenders'
$work = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "impops-benchmarks-$PID")

# A whole process: its wall time, its peak memory and what it printed.
function Invoke-Measured([string[]] $Command) {
    $peak = Join-Path $work 'peak'
    $start = [Diagnostics.ProcessStartInfo]::new('/usr/bin/time')
    '--quiet', '-f', '%M', '-o', $peak, '--' + $Command | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardOutput = $true
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $process = [Diagnostics.Process]::Start($start)
    $text = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    [pscustomobject] @{
        Seconds   = $watch.Elapsed.TotalSeconds
        Megabytes = [int] (Get-Content $peak) / 1024
        Lines     = $text.Split("`n", [StringSplitOptions]::RemoveEmptyEntries)
        ExitCode  = $process.ExitCode
    }
}

# What one of the scripts that time something within PowerShell has found.
function Invoke-Script([string] $Script) {
    $found = pwsh -NoProfile -NonInteractive -File "$contenders/$Script" @args
    if ($LASTEXITCODE) { throw "$Script ended with exit code $LASTEXITCODE." }
    $found | ConvertFrom-Json
}

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $middle = [int] [Math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

function Get-Fastest([double[]] $Values) { ($Values | Measure-Object -Minimum).Minimum }

# Runs the contenders in turn, so that a busy moment of the machine meets all of them, and compares what they print with what the first one prints.
# A contender: Name, Command, Missing (why it does not run), Note, and Expected (what it has to print, out of the lines of the first).
function Measure-Contenders([object[]] $Contenders) {
    $results = @{}
    foreach ($run in 1..$Runs) {
        foreach ($contender in $Contenders | Where-Object { -not $_.Missing }) {
            Write-Verbose "$($contender.Name), run $run"
            $result = Invoke-Measured $contender.Command
            if ($result.ExitCode) { throw "$($contender.Name) ended with exit code $($result.ExitCode)." }
            [string[]] $lines = if ($contender.Print) { & $contender.Print $result.Lines } else { $result.Lines }
            [Array]::Sort($lines, [StringComparer]::Ordinal)
            if (-not $contender.Expected) {
                if (-not $reference) { $reference = $lines }
                $expected = $reference
            }
            else {
                [string[]] $expected = & $contender.Expected $reference
                [Array]::Sort($expected, [StringComparer]::Ordinal)
            }

            if ($null -ne $expected -and ($lines -join "`n") -cne ($expected -join "`n")) {
                throw "$($contender.Name) has other figures: $(Compare-Object $expected $lines | Out-String)"
            }

            $results[$contender.Name] = @($results[$contender.Name]) + $result
        }
    }

    $base = $null
    foreach ($contender in $Contenders) {
        $own = @($results[$contender.Name] | Where-Object { $_ })
        $seconds = if ($own) { Get-Median $own.Seconds }
        if ($contender.Name -eq $Contenders[0].Name) { $base = $seconds }
        [pscustomobject] @{
            Contender = $contender.Name
            Seconds   = $seconds
            Megabytes = if ($own) { Get-Median $own.Megabytes }
            Ratio     = if ($own -and $base) { $seconds / $base }
            Note      = if ($contender.Missing) { $contender.Missing } else { $contender.Note }
        }
    }
}

function Format-Table([object[]] $Results) {
    '| Contender | Wall, s | Peak memory, MB | Ratio to ImpOps | |'
    '| --- | ---: | ---: | ---: | --- |'
    foreach ($result in $Results) {
        $cells = if ($null -ne $result.Seconds) {
            '{0:0.00}' -f $result.Seconds
            '{0:0}' -f $result.Megabytes
            if ($null -ne $result.Ratio) { '{0:0.00}' -f $result.Ratio } else { '' }
        }
        else { '', '', '' }
        "| $($result.Contender) | $($cells -join ' | ') | $($result.Note) |"
    }
}

# Why a program cannot be run; nothing where it can.
function Get-Missing([string] $Program) {
    if (-not (Get-Command $Program -CommandType Application -ErrorAction Ignore)) { "not installed: there is no ``$Program`` on the path" }
}

function Get-SessionContenders([string] $File, [bool] $Slow) {
    $pwsh = 'pwsh', '-NoProfile', '-NonInteractive'
    $report = "Import-Module '$module'; Get-ImpSessionReport '$File' | ForEach-Object { `"`$(`$_.Level),`$(`$_.PresenceRedundancyGroup),`$(`$_.NodeName),`$(`$_.UserCount),`$(`$_.SessionCount)`" }"
    @{ Name = 'ImpOps, the library'; Command = $tool, 'report', $File }
    @{ Name = 'ImpOps, `Get-ImpSessionReport`'; Command = $pwsh + '-Command' + $report; Note = 'with the start of pwsh' }
    @{ Name = 'DuckDB'; Command = 'node', "$contenders/duckdb.mjs", 'sessions', $File; Missing = $duckDBMissing; Note = 'all cores' }
    @{ Name = 'CsvHelper, typed reader'; Command = $tool, 'csvhelper', $File }
    if ($Slow) {
        @{ Name = '`Import-Csv` with hashtables'; Command = $pwsh + '-File', "$contenders/hashtable.ps1", $File }
        @{ Name = '`Import-Csv \| Group-Object`'; Command = $pwsh + '-File', "$contenders/group-object.ps1", $File }
    }

    @{
        Name     = 'Miller'
        Command  = 'mlr', '--icsv', '--ocsv', '--headerless-csv-output', 'count', '-g', 'group,node', $File
        Missing  = Get-Missing 'mlr'
        Note     = 'sessions of nodes only, no distinct users'
        Expected = { foreach ($line in $args[0] -like 'Node,*') { $part = $line.Split(','); "$($part[1]),$($part[2]),$($part[4])" } }
    }
    @{
        Name     = '`wc -l`'
        Command  = 'wc', '-l', $File
        Note     = 'the floor: lines only'
        Print    = { $args[0].Split(' ')[0] }
        Expected = { [string] (1 + ($args[0] -like 'Cluster,*').Split(',')[4]) }
    }
}

function Get-CounterContenders([string] $File, [int] $RowCount) {
    @{ Name = 'ImpOps, the library'; Command = $tool, 'counters', $File, "*$wantedCounters*" }
    if ($RowCount -eq $CounterRows) {
        @{ Name = 'DuckDB'; Command = 'node', "$contenders/duckdb.mjs", 'counters', $File, [regex]::Escape($wantedCounters); Missing = $duckDBMissing; Note = 'all cores' }
    }

    @{ Name = '`wc -l`'; Command = 'wc', '-l', $File; Note = 'the floor: lines only'; Print = { $args[0].Split(' ')[0] }; Expected = { [string] ($RowCount + 1) } }
}

function Format-Count([long] $Number) { '{0:#,0}' -f $Number }

function Format-Size([string] $File) { '{0:0} MB' -f ((Get-Item $File).Length / 1e6) }

try {
    if (-not (Test-Path /usr/bin/time)) { throw 'Peak memory is measured by GNU time, and there is no /usr/bin/time.' }
    foreach ($project in 'benchmarks/ImpOps.Benchmarks', 'src/ImpOps.PowerShell') {
        dotnet build (Join-Path $repository $project) --configuration Release --verbosity quiet --nologo | Out-Host
        if ($LASTEXITCODE) { throw "$project does not build." }
    }

    $duckDBMissing = (Get-Missing 'node') ?? (Get-Missing 'npm')
    if (-not $duckDBMissing) {
        npm install --prefix $work --no-audit --no-fund --silent "@duckdb/node-api@$duckDBVersion" | Out-Host
        if ($LASTEXITCODE) { $duckDBMissing = "not installed: npm cannot get @duckdb/node-api $duckDBVersion" }
        $env:NODE_PATH = Join-Path $work 'node_modules'
    }

    Write-Verbose 'Start-up'
    $start = Invoke-Script 'start.ps1' $module $startRuns
    $startLines = foreach ($name in 'bare', 'import', 'command') {
        $median, $fastest = (Get-Median $start.$name), (Get-Fastest $start.$name)
        '| {0} | {1:0} | {2:0} | {3:0} | {4:0} |' -f $startNames[$name], $median, ($median - (Get-Median $start.bare)), $fastest, ($fastest - (Get-Fastest $start.bare))
    }

    Write-Verbose 'Records'
    $through = Invoke-Script 'records.ps1' $module $Records $Runs
    [string[]] $recordLines = foreach ($entry in $through.PSObject.Properties) {
        $milliseconds = Get-Median $entry.Value
        if ($entry.Name -like 'Select-Object*') { $selected = $milliseconds }
        '| `{0}` | {1:0.00} | {2:0.0} | {3:0.00} |' -f $entry.Name, ($milliseconds / 1000), ($milliseconds * 1000 / $Records), ($milliseconds / $selected)
    }

    $sessionTables = foreach ($size in @{ Rows = $Rows; Slow = $false }, @{ Rows = $SlowRows; Slow = $true }) {
        $file = Join-Path $work 'sessions.csv'
        & $tool generate-sessions $file $size.Rows
        "### $(Format-Count $size.Rows) rows, $(Format-Size $file)", ''
        Format-Table (Measure-Contenders (Get-SessionContenders $file $size.Slow))
        ''
        Remove-Item $file
    }

    # The memory must not grow with the log.
    $counterTables = foreach ($rowCount in $CounterRows, [int] ($CounterRows / 10), ($CounterRows * 10)) {
        $file = Join-Path $work 'counters.csv'
        & $tool generate-counters $file $rowCount $Counters
        "### $(Format-Count $rowCount) rows of $(Format-Count $Counters) counters, $(Format-Size $file)", ''
        Format-Table (Measure-Contenders (Get-CounterContenders $file $rowCount))
        ''
        Remove-Item $file
    }

    $processor = (Get-Content /proc/cpuinfo) -match '^model name' -replace '.*: ' | Select-Object -First 1
    $memory = [int] ((Get-Content /proc/meminfo)[0] -replace '\D') / 1MB
    $system = (Get-Content /etc/os-release) -match '^PRETTY_NAME=' -replace '.*="|"$'
    $versions = @(
        "ImpOps $((Test-ModuleManifest $module).Version)"
        "PowerShell $($PSVersionTable.PSVersion)"
        [Runtime.InteropServices.RuntimeInformation]::FrameworkDescription
        "CsvHelper $([Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path (Split-Path $tool) CsvHelper.dll)).FileVersion)"
        if (-not $duckDBMissing) { "DuckDB (@duckdb/node-api $duckDBVersion, node $(node --version))" }
        if (-not (Get-Missing 'mlr')) { 'Miller ' + ((mlr --version) -replace '\D*(\d[\d.]*).*', '$1') }
    )

    @(
        '# Benchmarks'
        ''
        "> Made by ``benchmarks/Compare.ps1$(if ($Quick) { ' -Quick' })`` on $([DateTime]::UtcNow.ToString('yyyy-MM-dd')); do not edit it, run that again. The data is generated and always"
        '> the same. Each contender runs as a whole process, start and end included; wall time and peak memory are the median of'
        "> $Runs runs, all contenders in turn. All that count the same things have printed the same figures, or there would be no such page."
        ''
        "Machine: $processor, $([Environment]::ProcessorCount) cores, $('{0:0} GB' -f $memory), $system."
        "Versions: $($versions -join ', ')."
        ''
        '## Report of a list of sessions'
        ''
        'Sessions, and users each counted once, of the cluster, of each group and of each node. Six of ten rows bring a new user.'
        ''
        $sessionTables
        '## Counters of a performance log'
        ''
        'Count, minimum, maximum and mean of 24 counters out of a log in PDH-CSV.'
        ''
        $counterTables
        '## Start-up'
        ''
        "A new ``pwsh -NoProfile``, $startRuns runs. To reach: at most 100 ms above the bare one."
        ''
        '| | Median, ms | Above bare | Fastest, ms | Above bare |'
        '| --- | ---: | ---: | ---: | ---: |'
        $startLines
        ''
        '## Records'
        ''
        "$(Format-Count $Records) records that are in memory already, in one process, median of $Runs runs. To reach: at most twice the time of"
        '`Select-Object` with the same three properties.'
        ''
        '| | Wall, s | Microseconds a record | Ratio |'
        '| --- | ---: | ---: | ---: |'
        $recordLines
        ''
        Get-Content (Join-Path $PSScriptRoot 'notes.md')
    ) | Set-Content -LiteralPath $OutputPath -Encoding utf8NoBOM
}
finally {
    Remove-Item $work -Recurse -Force
}
