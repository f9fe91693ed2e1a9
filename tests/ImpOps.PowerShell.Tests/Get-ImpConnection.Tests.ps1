BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 2 -Users 0
    'east', 'west' | ForEach-Object { $null = Connect-Lab $lab -Name $_ }
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpConnection' {
    It 'gives the connections in their order' {
        (Get-ImpConnection).Name | Should -Be 'east', 'west'
    }

    It 'takes names and wildcards, from the pipeline too' {
        (Get-ImpConnection EAST).Name | Should -Be 'east'
        (Get-ImpConnection w*, e*).Name | Should -Be 'east', 'west'
        ('west' | Get-ImpConnection).Name | Should -Be 'west'
        Get-ImpConnection x* | Should -BeNullOrEmpty
    }

    It 'says that there is no such connection' {
        $found = Get-ImpConnection south, east -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Name | Should -Be 'east'
        $problem.FullyQualifiedErrorId | Should -BeLike 'ConnectionNotFound,*'
    }

    It 'shows how many nodes and groups there are' {
        (Get-ImpConnection east | Format-Table | Out-String) | Should -Match 'east +127\.0\.0\.1 +labadmin +14\.0 +2 +1'
    }

    It 'completes names, also of -Connection elsewhere' {
        foreach ($line in 'Get-ImpConnection ', 'Disconnect-ImpCluster -Name ', 'Get-ImpNode -Connection ') {
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'east', 'west'
        }
    }
}
