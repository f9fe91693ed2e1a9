BeforeAll {
    $cli = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/cli'
}

Describe 'ConvertFrom-ImpCliOutput' {
    It 'gives an object for each row of a query, from lines and from one text' {
        $rows = Get-Content $cli/nodes.txt | ConvertFrom-ImpCliOutput
        $rows.Count | Should -Be 8
        $rows[2] | Should -BeOfType ([pscustomobject])
        $rows[2].PSObject.Properties.Name | Should -Be 'presenceredundancygroup', 'nodename', 'tkhaserverstate', 'HighAvailabilityState'
        $rows[2].nodename, $rows[2].tkhaserverstate | Should -Be 'imp-west-1', '4'
        $rows[2].HighAvailabilityState.GetType().FullName | Should -Be 'ImpOps.Cluster.HighAvailabilityState'
        $rows[2].HighAvailabilityState | Should -Be RunningInBackupMode
        $rows[7].PSObject.Properties.Name | Should -Be 'nodename', 'usercount'
        $whole = Get-Content $cli/nodes.txt -Raw | ConvertFrom-ImpCliOutput
        $whole | ConvertTo-Csv | Should -Be ($rows | ConvertTo-Csv)
        ConvertFrom-ImpCliOutput (Get-Content $cli/nodes.txt) | ConvertTo-Csv | Should -Be ($rows | ConvertTo-Csv)
    }

    It 'gives the state of nodes' {
        $nodes = Get-Content $cli/ha-status.txt -Raw | ConvertFrom-ImpCliOutput
        $nodes[0].GetType().FullName | Should -Be 'ImpOps.Cli.HighAvailabilityStatus'
        $nodes | ForEach-Object { "$($_.PresenceRedundancyGroup) $($_.NodeName) $($_.State) $($_.Reason)".TrimEnd() } | Should -Be @(
            'PRG-East imp-east-1 Normal', 'PRG-East imp-east-2 Normal'
            'PRG-West imp-west-1 FailedOverCriticalServicesNotRunning Critical Service Down', 'PRG-West imp-west-2 RunningInBackupMode Critical Service Down')
        $expected = if ($PSUICulture -like 'zh*') { '已故障转移且关键服务未运行' } else { 'Failed Over with Critical Services Not Running' }
        $nodes[2].StateText | Should -BeExactly $expected
    }

    It 'gives samples that the measuring cmdlets take' {
        $samples = Get-Content $cli/counters.txt | ConvertFrom-ImpCliOutput -NodeName imp-east-1 -Timestamp 2026-11-20T13:00:00Z
        $samples.Count | Should -Be 10
        $samples[0].GetType().FullName | Should -Be 'ImpOps.Counters.CounterSample'
        "$($samples[0].Path)", $samples[0].Value | Should -Be '\\imp-east-1\Cisco XCP JSM\JsmClientSessionsActive', 3290
        $samples[0].Timestamp | Should -Be ([DateTimeOffset]::new(2026, 11, 20, 13, 0, 0, [timespan]::Zero))
        $history = $samples | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive -Summary
        $history.NodeName, $history.SampleCount, [math]::Round($history.MaximumPercent, 2) | Should -Be 'imp-east-1', 1, 30.93
        $mdm = $samples | Measure-ImpMdmCounter
        $mdm.NodeName, $mdm.PeakSessionCount, $mdm.AverageQueuedSeconds | Should -Be 'imp-east-1', 1891, 23
    }

    It 'takes the time of the call for all samples where none is given' {
        $before = [DateTimeOffset]::Now
        $samples = Get-Content $cli/counters.txt | ConvertFrom-ImpCliOutput
        ($samples.Timestamp | Sort-Object -Unique).Count | Should -Be 1
        $samples[0].Timestamp | Should -BeGreaterOrEqual $before
        $samples[0].NodeName | Should -BeNullOrEmpty
    }

    It 'gives rows that other cmdlets take by the names of their columns' {
        $limit = Get-Content $cli/nodes.txt | ConvertFrom-ImpCliOutput | Where-Object usercount | Select-Object nodename, usercount -First 1 |
            Get-ImpRetryLimit -OvaSize 15000 -HighAvailabilityMode ActiveActive
        $limit.NodeName, $limit.UserCount, $limit.RetryUpperLimit | Should -Be 'imp-east-1', 2000, 253
        $findings = "userid  client     version`n======= ========== =======`nalice   Jabber-Win 11.5.1`nbob     Jabber-Mac 12.8.1" |
            ConvertFrom-ImpCliOutput | Test-ImpMdmReadiness | Where-Object Check -EQ ClientVersion
        $findings.Passed | Should -Be $true, $false
    }

    It 'tells the outputs of several commands in one paste apart' {
        $all = (Get-Content $cli/*.txt) -join "`r`n" | ConvertFrom-ImpCliOutput
        $all.Count | Should -Be 22
        $all | Group-Object { $_.PSObject.TypeNames[0] } | ForEach-Object Count | Sort-Object | Should -Be 4, 8, 10
    }

    It 'names a line that it does not understand, and reads the others' {
        $rows = (Get-Content $cli/nodes.txt) + 'admin:run sql select x' + 'The column (x) must be in the table.' |
            ConvertFrom-ImpCliOutput -ErrorVariable problem -ErrorAction SilentlyContinue
        $rows.Count | Should -Be 8
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'CliLineNotUnderstood,ImpOps.PowerShell.Commands.ConvertFromImpCliOutputCommand'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problem[0].Exception.Message | Should -Match '17.*The column'
    }

    It 'warns of the output of another command' {
        'admin:show status', '', 'Host Name : n1', 'admin:' | ConvertFrom-ImpCliOutput -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match 'show status'
    }

    It 'says what to do with the name of a file' {
        Get-Item $cli/nodes.txt | ConvertFrom-ImpCliOutput -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].Exception.Message | Should -Match 'nodes\.txt.*Get-Content'
    }

    It 'gives nothing for nothing' {
        '' | ConvertFrom-ImpCliOutput | Should -BeNullOrEmpty
        @() | ConvertFrom-ImpCliOutput | Should -BeNullOrEmpty
        $null | ConvertFrom-ImpCliOutput | Should -BeNullOrEmpty
        'admin:run sql select name from device where 1=0', 'No records found' | ConvertFrom-ImpCliOutput | Should -BeNullOrEmpty
    }

    It 'groups its view of nodes by presence redundancy group' {
        $text = Get-Content $cli/ha-status.txt | ConvertFrom-ImpCliOutput | Out-String -Width 99
        ([regex]::Matches($text, '(?m): PRG-(East|West)\s*$')).Count | Should -Be 2
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }
}
