# The report as a careful script has it: one pass over Import-Csv, and hashtables.
param([string] $Path)

$sessions = @{}
$users = @{}
Import-Csv -LiteralPath $Path | ForEach-Object {
    foreach ($part in 'Cluster,,', "SubCluster,$($_.group),", "Node,$($_.group),$($_.node)") {
        if (-not $users.ContainsKey($part)) {
            $users[$part] = @{}
            $sessions[$part] = 0
        }

        $users[$part][$_.user] = $true
        $sessions[$part]++
    }
}

foreach ($part in $users.Keys) { "$part,$($users[$part].Count),$($sessions[$part])" }
