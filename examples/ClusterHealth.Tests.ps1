<#
.SYNOPSIS
    Is a cluster healthy? A Pester suite that a CI runs against the inventory, or against the live cluster.
.DESCRIPTION
    Against files, it checks the retry limits of every group, and how full every node is. Against a live cluster, it checks these and, besides, high
    availability, the services, and whether every assigned user has a session. With -CI, Invoke-Pester ends with an exit code.
.EXAMPLE
    Invoke-Pester -Path examples/ClusterHealth.Tests.ps1
    The example cluster, of which a group is set wrongly.
.EXAMPLE
    Invoke-Pester -Container (New-PesterContainer -Path ClusterHealth.Tests.ps1 -Data @{ Inventory = 'nodes.csv'; Sessions = 'sessions.csv' }) -CI
.EXAMPLE
    Invoke-Pester -Container (New-PesterContainer -Path ClusterHealth.Tests.ps1 -Data @{ Server = 'cucm-pub'; Credential = $credential; OvaSize = 15000 }) -CI
    A live cluster, both nodes of each group active.
#>
param(
    # The inventory of the nodes: PresenceRedundancyGroup, NodeName, OvaSize, HighAvailabilityMode, UserCount, and the limits that are set.
    [string] $Inventory = (Join-Path $PSScriptRoot 'data/nodes.csv'),

    # The exported sessions.
    [string[]] $Sessions = (Join-Path $PSScriptRoot 'data/sessions.csv'),

    # The publisher of a live cluster. With it, no file is read.
    [string] $Server,

    # Who connects, and the certificate to accept: see Get-Help Connect-ImpCluster.
    [pscredential] $Credential,
    [string[]] $CertificateThumbprint = @(),
    [int] $Port = 8443,

    # The OVA size and mode of the live nodes, which the cluster does not tell.
    [int] $OvaSize = 15000,
    [string] $HighAvailabilityMode = 'ActiveActive'
)

BeforeDiscovery {
    # The module of the repository where the script lies in it, else the installed one.
    $module = Join-Path $PSScriptRoot '../ImpOps.psd1'
    if (-not (Test-Path -LiteralPath $module)) { $module = 'ImpOps' }
    if (-not (Get-Module ImpOps)) { Import-Module $module }

    # What is tested is known before the tests are: a group or node that does not answer is an error here, and not a test that is missing.
    $ErrorActionPreference = 'Stop'
    $size = @{ OvaSize = $OvaSize; HighAvailabilityMode = $HighAvailabilityMode }
    if ($Server) {
        $connection = Connect-ImpCluster -Server $Server -Credential $Credential -CertificateThumbprint $CertificateThumbprint -Port $Port
        try {
            $groups = @(Get-ImpPresenceRedundancyGroup -Connection $connection)
            $nodes = @(Get-ImpNode -Connection $connection)
            $findings = @($groups | Test-ImpRetryLimit @size)
            $samples = @(Get-ImpCounter '\*\Jsm*SessionsActive', '\Cisco Presence Engine\ActiveJsmSessions' -Connection $connection)
            $capacities = @($samples | Measure-ImpJsmCapacity @size)
            $services = @(Get-ImpService -Connection $connection)
            $assigned = @(Get-ImpAssignedUser -Connection $connection)
        }
        finally {
            Disconnect-ImpCluster -Connection $connection
        }

        $limits = @(foreach ($node in $nodes) {
                $capacity = $capacities | Where-Object NodeName -eq $node.Name
                @{ NodeName = $node.Name; Percent = $capacity.PeakPercent; Threshold = $capacity.ThresholdPercent }
            })
        $states = @($groups | ForEach-Object { @{ Group = $_.Name; Enabled = $_.HighAvailability; State = @($_.State.State) } })
        $stopped = @($nodes | ForEach-Object {
                $name = $_.Name
                @{ NodeName = $name; Stopped = @($services | Where-Object { $_.NodeName -eq $name -and $_.Status -notin 'Started', 'NotActivated' } | ForEach-Object Name) }
            })
        $users = @($nodes | ForEach-Object {
                $name = $_.Name
                @{
                    NodeName = $name
                    Assigned = @($assigned | Where-Object NodeName -eq $name).Count
                    Sessions = ($samples | Where-Object { $_.NodeName -eq $name -and $_.Counter -eq 'ActiveJsmSessions' }).Value
                }
            })
    }
    else {
        $nodes = @(Import-Csv -LiteralPath $Inventory -Encoding utf8)
        $findings = @($nodes | Test-ImpRetryLimit)
        $lines = @(Get-ImpSessionReport -Path $Sessions -Level Node)
        # Nodes of the inventory, and those that have sessions without being in it.
        $limits = @(foreach ($name in @($nodes.NodeName; $lines.NodeName) | Sort-Object -Unique) {
                $node = $nodes | Where-Object NodeName -eq $name
                $line = $lines | Where-Object NodeName -eq $name
                $capacity = if ($node -and $line) { $line | Measure-ImpJsmCapacity -OvaSize $node.OvaSize -HighAvailabilityMode $node.HighAvailabilityMode }
                @{ NodeName = $name; Percent = $capacity.PercentUsed; Threshold = $capacity.ThresholdPercent }
            })
        $states, $stopped, $users = @(), @(), @()
    }

    # A suite without a test would pass.
    if (-not $nodes) { throw 'There is no node to test. Look at the inventory, or at the cluster.' }

    $checks = @($findings | ForEach-Object { @{ Finding = $_; Group = $_.PresenceRedundancyGroup; Check = $_.Check; NodeName = $_.NodeName -join ', ' } })
}

Describe 'Retry limits' {
    It '<Group>: <Check> <NodeName>' -ForEach $checks {
        $Finding.Passed | Should -BeTrue -Because $Finding.Message
    }
}

Describe 'JSM sessions' {
    It '<NodeName> is not over its threshold' -ForEach $limits {
        $Percent | Should -Not -BeNullOrEmpty -Because 'a node that nobody has measured is not well'
        $Percent | Should -BeLessOrEqual $Threshold
    }
}

Describe 'High availability' -Skip:(-not $Server) {
    It '<Group> is enabled, and every node is normal' -ForEach $states {
        $Enabled | Should -BeTrue
        $State | Should -Not -BeNullOrEmpty
        $State | Sort-Object -Unique | Should -Be 'Normal'
    }
}

Describe 'Services' -Skip:(-not $Server) {
    It '<NodeName> runs every service that is activated' -ForEach $stopped {
        $Stopped | Should -BeNullOrEmpty
    }
}

Describe 'Assigned users' -Skip:(-not $Server) {
    It '<NodeName> has a session for each of its <Assigned> users' -ForEach $users {
        $Sessions | Should -Be $Assigned
    }
}
