BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 16 -Users 1600 -Speed 60
    $connection = Connect-Lab $lab
    $jsm = '\Cisco XCP JSM\Jsm*SessionsActive'
}

AfterAll { Stop-Lab $lab }

Describe 'Get-ImpCounter' {
    AfterEach { Clear-LabFault $lab }
    AfterAll { Get-LabViolation $lab | Should -BeNullOrEmpty }

    It 'gets the counters of JSM sessions and multiple device messaging' {
        $samples = Get-ImpCounter -NodeName 127.0.0.11
        $samples[0].GetType().FullName | Should -Be 'ImpOps.Counters.CounterSample'
        $samples.Counter | Sort-Object | Should -Be @(
            'JsmClientSessionsActive', 'JsmHybridSessionsActive', 'JsmPhantomSessionsActive', 'MDMBufferAvgQueuedTime', 'MDMBufferFlushes'
            'MDMBufferFlushesLimitReached', 'MDMBufferFlushPacketCount', 'MDMQuietModeSessions', 'MDMSessions', 'MDMSilentModeSessions')
        $samples.NodeName | Sort-Object -Unique | Should -Be '127.0.0.11'
        ($samples | Where-Object Counter -eq JsmClientSessionsActive).Value | Should -Be 120
    }

    It 'pipes into what measures' {
        $history = Get-ImpCounter -NodeName 127.0.0.11, 127.0.0.12 | Measure-ImpJsmCapacity -OvaSize 15000
        $history.NodeName | Sort-Object | Should -Be '127.0.0.11', '127.0.0.12'
        $messaging = Get-ImpCounter -NodeName 127.0.0.11 | Measure-ImpMdmCounter
        $messaging.NodeName | Should -Be '127.0.0.11'
    }

    It 'gets the counters of paths, with and without a node' {
        $samples = Get-ImpCounter '\Processor(_Total)\*', '\\127.0.0.12\Cisco Presence Engine\ActiveJsmSessions' -NodeName 127.0.0.11
        $samples | ForEach-Object { "$($_.Path)" } | Sort-Object | Should -Be @(
            '\\127.0.0.11\Processor(_Total)\% CPU Time', '\\127.0.0.11\Processor(_Total)\Idle Percentage', '\\127.0.0.12\Cisco Presence Engine\ActiveJsmSessions')
    }

    It 'takes as many samples as asked, as often as asked' {
        $samples = Get-ImpCounter '\Cisco XCP JSM\JsmClientSessionsActive' -NodeName 127.0.0.11 -SampleInterval 30 -MaxSamples 3
        $samples.Count | Should -Be 3
        for ($i = 1; $i -lt 3; $i++) { ($samples[$i].Timestamp - $samples[$i - 1].Timestamp).TotalSeconds | Should -BeGreaterThan 20 }
    }

    It 'takes nodes from the pipeline, and asks them side by side' {
        (Get-ImpNode *.1[12] | Get-ImpCounter $jsm -MaxSamples 2).NodeName | Group-Object | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object |
            Should -Be '127.0.0.11 6', '127.0.0.12 6'
        (Get-ImpPresenceRedundancyGroup Subcluster-2 | Get-ImpCounter $jsm -Continuous | Select-Object -First 12).NodeName | Sort-Object -Unique | Should -Be '127.0.0.13', '127.0.0.14'
    }

    It 'keeps the schedule of the other nodes where one is dead, and throttles none' {
        $null = Add-LabFault $lab Refused -Node 127.0.0.15
        Clear-LabRequest $lab
        $samples = Get-ImpCounter $jsm -SampleInterval 60 -MaxSamples 3 -ErrorVariable problem -ErrorAction SilentlyContinue
        $samples | Group-Object NodeName | ForEach-Object Count | Sort-Object -Unique | Should -Be 9
        @($samples.NodeName | Sort-Object -Unique).Count | Should -Be 15
        $samples.NodeName | Should -Not -Contain '127.0.0.15'
        $problem.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'ServerUnreachable,ImpOps.PowerShell.Commands.GetImpCounterCommand'
        @(Get-LabRequest $lab | Where-Object { $_.status -ne 200 }).Count | Should -Be 0
    }

    It 'warns once where the interval is too short' {
        $samples = Get-ImpCounter -SampleInterval 1 -MaxSamples 30 -NodeName 127.0.0.16, 127.0.0.17 -WarningVariable warning -WarningAction SilentlyContinue | Select-Object -First 40
        $samples.Count | Should -Be 40
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '50.*3 s.*1 s|50.*3 秒.*1 秒'
        $null = Get-ImpCounter $jsm -SampleInterval 2 -MaxSamples 2 -NodeName 127.0.0.16 -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -BeNullOrEmpty
    }

    It 'ends at once when it is stopped' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($module, $lab)
                Import-Module $module
                $null = Connect-ImpCluster -Server $lab.Server -Port $lab.Port -Credential $lab.Credential -CertificateThumbprint $lab.Thumbprint
                Get-ImpCounter '\Cisco XCP JSM\JsmClientSessionsActive' -SampleInterval 86400 -Continuous
            }).AddArgument($env:IMPOPS_MODULE).AddArgument($lab)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -lt 16 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 50 }
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $output.Count | Should -Be 16
        $shell.Dispose()
    }

    It 'says what does not exist' {
        Get-ImpCounter '\Cisco XCP JSM\JsmClientSessionActive' -NodeName 127.0.0.11 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'CounterUnknown,*'
        $problem[0].Exception.Message | Should -Match 'JsmClientSessionsActive'
        Get-ImpCounter JsmClientSessionsActive -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'CounterPathInvalid,ImpOps.PowerShell.Commands.GetImpCounterCommand'
        Get-ImpCounter -NodeName nowhere -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'NodeUnknown,*'
    }

    It 'takes no number out of range, and not both -MaxSamples and -Continuous' {
        { Get-ImpCounter -SampleInterval 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-ImpCounter -MaxSamples 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-ImpCounter -MaxSamples 2 -Continuous } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'polls two clusters side by side' {
        $other = Start-Lab -Nodes 1 -Users 10 -Speed 60
        $second = Connect-Lab $other -Name second
        try {
            # The nodes of labs are called alike: the sessions tell them apart.
            $samples = Get-ImpCounter '\Cisco XCP JSM\JsmClientSessionsActive' -NodeName 127.0.0.11 -Connection $connection, second -Continuous | Select-Object -First 4
            $samples.Value | Sort-Object -Unique | Should -Be 12, 120
        }
        finally {
            Disconnect-ImpCluster $second
            $other.Process.StandardInput.Close()
        }
    }
}
