# The report with what PowerShell has: Import-Csv | Group-Object.
param([string] $Path)

function Format-Part([string] $Level, [string] $Group, [string] $Node, [object[]] $Rows) {
    $users = @($Rows | Group-Object -Property user -NoElement).Count
    "$Level,$Group,$Node,$users,$($Rows.Count)"
}

$rows = Import-Csv -LiteralPath $Path
Format-Part 'Cluster' '' '' $rows
foreach ($group in $rows | Group-Object -Property group) {
    Format-Part 'SubCluster' $group.Name '' $group.Group
    foreach ($node in $group.Group | Group-Object -Property node) {
        Format-Part 'Node' $group.Name $node.Name $node.Group
    }
}
