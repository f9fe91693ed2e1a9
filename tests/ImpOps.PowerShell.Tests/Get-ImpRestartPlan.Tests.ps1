BeforeAll {
    $changes = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/changes.csv'
    function Get-Steps($Plan) { $Plan | ForEach-Object { (@($_.Action; $_.NodeName; $_.Service) -ne $null) -join ' ' } }
}

Describe 'Get-ImpRestartPlan' {
    It 'puts the changes of the example cluster into the safe order' {
        $plan = Import-Csv $changes -Encoding utf8 | Test-ImpRestartRequired | Get-ImpRestartPlan -HighAvailability
        $plan[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartStep'
        Get-Steps $plan | Should -Be @(
            'VerifyRestart Cisco SIP Proxy', 'RecordAssignedUsers', 'DisableHighAvailability', 'RestartService Cisco SIP Proxy', 'RestartService Cisco XCP Router'
            'WaitForJsmSessions', 'RestartService Cisco Presence Engine', 'WaitForJsmSessions', 'EnableHighAvailability')
        $plan.Step | Should -Be (1..9)
        $plan[2].MinimumWait | Should -Be ([timespan]::FromMinutes(2))
        $plan[5].ExpectedWait, $plan[5].MaximumWait | Should -Be ([timespan]::FromMinutes(15)), ([timespan]::FromMinutes(30))
        $plan[3].Reason | Should -Be 'Proxy Configuration', 'HTTP Port'
        $plan | ForEach-Object { $_.Description, $_.Check, $_.Reason | Should -Not -BeNullOrEmpty }
    }

    It 'leaves high availability alone where there is none' {
        Get-Steps (Test-ImpRestartRequired 'HTTP Port' | Get-ImpRestartPlan) | Should -Be 'RestartService Cisco SIP Proxy'
    }

    It 'finishes one node before the next' {
        $plan = Test-ImpRestartRequired 'SIP Federated Domain' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup A -NodeName n1, n2
        Get-Steps $plan | Should -Be @(
            'RecordAssignedUsers', 'DisableHighAvailability', 'RestartService n1 Cisco XCP Router', 'WaitForJsmSessions n1', 'RestartService n2 Cisco XCP Router'
            'WaitForJsmSessions n2', 'EnableHighAvailability')
        $plan.PresenceRedundancyGroup | Sort-Object -Unique | Should -Be 'A'
    }

    It 'takes requirements as an argument, from JSON and from another process' {
        $requirements = Test-ImpRestartRequired 'HTTP Port', 'cup'
        $expected = Get-Steps (Get-ImpRestartPlan $requirements)
        $expected.Count | Should -Be 4
        Get-Steps ($requirements | ConvertTo-Json -Depth 3 | ConvertFrom-Json | Get-ImpRestartPlan) | Should -Be $expected
        $requirements | Export-Clixml $TestDrive/requirements.xml
        Get-Steps (Import-Clixml $TestDrive/requirements.xml | Get-ImpRestartPlan) | Should -Be $expected
    }

    It 'refuses what is no requirement' {
        { 'HTTP Port' | Get-ImpRestartPlan -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { [pscustomobject]@{ Change = 'x'; Rule = 'NoSuchRule' } | Get-ImpRestartPlan -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'plans nothing for nothing' {
        @() | Get-ImpRestartPlan -HighAvailability | Should -BeNullOrEmpty
    }

    It 'marks in its view what is not certain' {
        $text = 'Intercluster Peering', 'HTTP Port' | Test-ImpRestartRequired | Get-ImpRestartPlan -HighAvailability | Out-String -Width 99
        $text | Should -Match 'Restart XCP Router +\(Conditional\) Intercluster Peering'
        $text | Should -Match 'Restart SIP Proxy +HTTP Port'
        # That high availability must be off before such an edit is worth more than a property.
        ('Ethernet Settings' | Test-ImpRestartRequired | Get-ImpRestartPlan | Out-String -Width 99) -replace '\s+' |
            Should -Match $(if ($PSUICulture -like 'zh*') { '禁用高可用性' } else { 'disablehighavailability' })
        $text | Should -Match 'DisableHighAvailability +2\+ min'
        $text | Should -Match 'WaitForJsmSessions +15-30 min'
    }
}

Describe 'Get-ImpRestartPlan -Journal' {
    BeforeAll {
        # A run that failed on the second node, which was then killed while it was resumed.
        $lines = @(
            '{"Format":"ImpOps restart journal","Version":1,"CreatedAt":"2026-11-20T20:00:00.0000000+01:00","ClusterName":"imp-pub","PresenceRedundancyGroup":"PRG-East","NodeName":["n1","n2"],"Plan":[' +
            '{"Step":1,"Action":"RecordAssignedUsers","Certainty":"Required","Description":"d","Check":"c","Reason":["HTTP Port"]},' +
            '{"Step":2,"Action":"DisableHighAvailability","Certainty":"Required","Description":"d","Check":"c","MinimumWait":"PT2M","Reason":["HTTP Port"]},' +
            '{"Step":3,"Action":"RestartService","Service":"Cisco SIP Proxy","Certainty":"Required","Description":"d","Check":"c","Reason":["HTTP Port"]},' +
            '{"Step":4,"Action":"EnableHighAvailability","Certainty":"Required","Description":"d","Check":"c","Reason":["HTTP Port"]}]}'
            '{"At":"2026-11-20T20:00:01.0000000+01:00","Step":1,"Event":"Begun"}'
            '{"At":"2026-11-20T20:00:02.0000000+01:00","Step":1,"Event":"Done","AssignedUsers":[{"NodeName":"n1","Count":5},{"NodeName":"n2","Count":7}],"Detail":"n1: 5, n2: 7"}'
            '{"At":"2026-11-20T20:00:03.0000000+01:00","Step":2,"Event":"Begun"}'
            '{"At":"2026-11-20T20:02:33.0000000+01:00","Step":2,"Event":"Done"}'
            '{"At":"2026-11-20T20:02:34.0000000+01:00","Step":3,"NodeName":"n1","Event":"Begun","Before":[{"NodeName":"n1","Service":"Cisco SIP Proxy","State":"Started","StartTime":"2026-11-01T04:00:00.0000000","UpTime":"P19DT16H"}]}'
            '{"At":"2026-11-20T20:04:00.0000000+01:00","Step":3,"NodeName":"n1","Event":"Done","Detail":"Started."}'
            '{"At":"2026-11-20T20:04:01.0000000+01:00","Step":3,"NodeName":"n2","Event":"Failed","Detail":"n2 cannot be reached.","ErrorId":"ServerUnreachable"}'
            '{"At":"2026-11-20T20:30:00.0000000+01:00","Step":3,"NodeName":"n2","Event":"Begun","Before":[{"NodeName":"n2","Service":"Cisco SIP Proxy","State":"Started","UpTime":"P19DT16H"}]}'
            '{"At":"2026-11-20T20:32:00.0000000+01:00","Step":3,"NodeName":"n2","Event":"Done"}'
            '{"At":"2026-11-20T20:32:01.0000000+01:00","Step":4,"Event":"Begun"}'
            '{"At":"2026-11-20T20:33:00.0000000+01:00","Step":4,"Event":"Done","Detail":"n1: Normal, n2: Normal"}'
        )
        function New-Journal([int] $Count, [string] $Torn) {
            $path = Join-Path $TestDrive "$(New-Guid).journal"
            [IO.File]::WriteAllText($path, ($lines[0..($Count - 1)] -join "`n") + "`n" + $Torn)
            $path
        }
    }

    It 'tells what is done and what is left, and warns that high availability is off' {
        $path = New-Journal 8
        $steps = Get-ImpRestartPlan -Journal $path -WarningVariable warning -WarningAction SilentlyContinue
        $steps[0].GetType().FullName | Should -Be 'ImpOps.Restarts.RestartStepResult'
        $steps | ForEach-Object { (@($_.Step; $_.Action; $_.NodeName; $_.State) -ne $null) -join ' ' } | Should -Be @(
            '1 RecordAssignedUsers Done', '2 DisableHighAvailability Done', '3 RestartService n1 Done', '3 RestartService n2 Failed', '4 EnableHighAvailability Pending')
        $steps[3].ErrorId | Should -Be 'ServerUnreachable'
        $steps[1].EndedAt - $steps[1].StartedAt | Should -Be ([timespan]'0:02:30')
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -BeLike "*PRG-East*$path*"
    }

    It 'does not count a record that was cut off' {
        $steps = Get-ImpRestartPlan -Journal (New-Journal 9 $lines[9].Substring(0, 60)) -WarningAction SilentlyContinue
        $steps[3].State | Should -Be 'Running'
        $steps[3].ErrorId | Should -BeNullOrEmpty
    }

    It 'has nothing to warn of when the plan is finished' {
        $steps = Get-ImpRestartPlan -Journal (New-Journal 12) -WarningVariable warning
        $steps.State | Sort-Object -Unique | Should -Be 'Done'
        $warning | Should -BeNullOrEmpty
    }

    It 'takes a path that is relative to the current folder' {
        Push-Location $TestDrive
        try { (Get-ImpRestartPlan -Journal (Split-Path -Leaf (New-Journal 12))).Count | Should -Be 5 }
        finally { Pop-Location }
    }

    It 'refuses what is no journal' {
        { Get-ImpRestartPlan -Journal $TestDrive/none -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        { Get-ImpRestartPlan -Journal $changes -ErrorAction Stop } | Should -Throw -ErrorId 'JournalInvalid,*'
        Set-Content $TestDrive/damaged.journal $lines[0], 'x', $lines[1]
        { Get-ImpRestartPlan -Journal $TestDrive/damaged.journal -ErrorAction Stop } | Should -Throw -ErrorId 'JournalDamaged,*'
        { 'x' | Get-ImpRestartPlan -Journal $TestDrive/none -ErrorAction Stop } | Should -Throw
    }

    It 'shows step, node, state and detail' {
        $text = Get-ImpRestartPlan -Journal (New-Journal 8) -WarningAction SilentlyContinue | Out-String -Width 120
        $text | Should -Match '3 +Restart SIP Proxy +n2 +Failed +20:04:01 +n2 cannot be reached\.'
        $text | Should -Match '4 +EnableHighAvailability +Pending'
    }
}
