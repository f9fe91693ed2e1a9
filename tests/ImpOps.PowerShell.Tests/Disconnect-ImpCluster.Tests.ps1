BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 1 -Users 0
}

AfterAll { Stop-Lab $lab }

Describe 'Disconnect-ImpCluster' {
    BeforeEach { $east, $west, $north = 'east', 'west', 'north' | ForEach-Object { Connect-Lab $lab -Name $_ } }
    AfterEach { Get-ImpConnection | Disconnect-ImpCluster }

    It 'closes the default, and nothing comes out' {
        Disconnect-ImpCluster | Should -BeNullOrEmpty
        (Get-ImpConnection).Name | Should -Be 'east', 'west'
        { Get-ImpNode -Connection $north -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionClosed,*'
    }

    It 'closes connections by object and by name' {
        Disconnect-ImpCluster $east, $north
        (Get-ImpConnection).Name | Should -Be 'west'
        Disconnect-ImpCluster -Connection WEST
        Get-ImpConnection | Should -BeNullOrEmpty
    }

    It 'takes wildcards in -Name' {
        Disconnect-ImpCluster -Name '*st'
        (Get-ImpConnection).Name | Should -Be 'north'
    }

    It 'takes connections from the pipeline, one that is closed already too' {
        $east, $east, $west | Disconnect-ImpCluster
        (Get-ImpConnection).Name | Should -Be 'north'
    }

    It 'says that there is no such connection, and closes the others' {
        Disconnect-ImpCluster -Name south, east -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'ConnectionNotFound,*'
        $problem.Exception.Message | Should -BeLike '*south*east, west, north*'
        (Get-ImpConnection).Name | Should -Be 'west', 'north'
        { Disconnect-ImpCluster -Connection south } | Should -Throw '*south*'
    }

    It 'says that there is nothing to close' {
        Get-ImpConnection | Disconnect-ImpCluster
        { Disconnect-ImpCluster } | Should -Throw -ErrorId 'NotConnected,*'
    }
}
