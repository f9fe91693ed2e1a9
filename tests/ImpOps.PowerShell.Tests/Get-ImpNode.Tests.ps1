BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 3 -Users 0
    'east', 'west' | ForEach-Object { $null = Connect-Lab $lab -Name $_ }
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpNode' {
    It 'gives the nodes with their groups, over the default connection' {
        $nodes = Get-ImpNode
        $nodes.Name | Should -Be $lab.NodeName
        $nodes.PresenceRedundancyGroup | Should -Be 'DefaultCUPSubcluster', 'DefaultCUPSubcluster', 'Subcluster-2'
        $nodes.IsPublisher | Should -Be $true, $false, $false
        $nodes.Description | Should -Be 'IM and Presence node 1', 'IM and Presence node 2', 'IM and Presence node 3'
        $nodes.Connection | Should -Be 'west', 'west', 'west'
    }

    It 'gives those of several connections' {
        (Get-ImpNode -Connection east, west).Connection | Should -Be 'east', 'east', 'east', 'west', 'west', 'west'
        (Get-ImpNode 127.0.0.13 -Connection (Get-ImpConnection)).Connection | Should -Be 'east', 'west'
    }

    It 'takes wildcards, and gives each node once' {
        (Get-ImpNode *.13, *.1[13]).Name | Should -Be '127.0.0.13', '127.0.0.11'
        Get-ImpNode x* | Should -BeNullOrEmpty
    }

    It 'says which nodes there are where a name is unknown, and gives the others' {
        $found = Get-ImpNode imp-east-1, 127.0.0.12 -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Name | Should -Be '127.0.0.12'
        $problem.FullyQualifiedErrorId | Should -BeLike 'NodeUnknown,*'
        $problem.Exception.Message | Should -BeLike '*[''“]imp-east-1[''”]*127.0.0.11, 127.0.0.12, 127.0.0.13*'
    }

    It 'takes nodes, groups and rows with a NodeName from the pipeline, and reads the cluster once' {
        (Get-ImpNode -Connection east | Get-ImpNode).Connection | Should -Be 'east', 'east', 'east'
        (Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpNode).Name | Should -Be '127.0.0.13'
        Clear-LabRequest $lab
        ([pscustomobject]@{ NodeName = '127.0.0.11' }, [pscustomobject]@{ NodeName = '127.0.0.12' } | Get-ImpNode).Name | Should -Be '127.0.0.11', '127.0.0.12'
        @(Get-LabRequest $lab -Operation listProcessNode).Count | Should -Be 1
        Get-LabViolation $lab | Should -BeNullOrEmpty
    }

    It 'completes the names of nodes' {
        (TabExpansion2 'Get-ImpNode 127.0.0.1' 21).CompletionMatches.CompletionText | Should -Be $lab.NodeName
    }

    It 'needs a connection that is there' {
        { Get-ImpNode -Connection south } | Should -Throw '*south*east, west*'
    }
}
