BeforeAll {
    $scenarios = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/mdm'
    function New-Scenario([string[]] $Row, [string] $Name = 'scenario.csv') {
        $path = Join-Path $TestDrive $Name
        @('Time,User,Device,Event,Peer,Message') + $Row | Set-Content -LiteralPath $path -Encoding utf8
        $path
    }

    $bothIn = '0:00,Alice,phone,sign in', '0:01,Alice,laptop,sign in'
}

Describe 'Invoke-ImpMdmScenario' {
    It 'gives a typed object for each delivery, in the order of time' {
        $deliveries = Invoke-ImpMdmScenario $scenarios/quiet-mode.csv
        $deliveries[0].GetType().FullName | Should -Be 'ImpOps.Messaging.MdmDelivery'
        $deliveries.Count | Should -Be 5
        ($deliveries | Sort-Object Time -Stable).Message | Should -Be $deliveries.Message
        $thanks = $deliveries.Where({ $_.Message -eq 'thanks' -and $_.Device -eq 'phone' })[0]
        $thanks.Scenario, $thanks.User, $thanks.Peer, $thanks.Kind | Should -Be 'quiet-mode', 'Alice', 'Bob', 'InstantMessage'
        $thanks.Delivered, $thanks.Buffered, $thanks.Notified | Should -Be $true, $true, $true
        $thanks.Time.TimeOfDay, $thanks.DeliveredAt.TimeOfDay, $thanks.ReadAt.TimeOfDay | Should -Be ([timespan] '00:03:00'), ([timespan] '00:04:00'), ([timespan] '00:04:30')
        $thanks.DeliveryReason, $thanks.NotificationReason | Should -Be 'FlushedByActivity', 'Active'
    }

    It 'says why the phone did not ring, in the language of the session' {
        $keys = Invoke-ImpMdmScenario $scenarios/phone-did-not-ring.csv | Where-Object { $_.Message -eq 'keys' -and $_.Device -eq 'phone' }
        $keys.DeliveryReason | Should -Be 'FlushedByMessage'
        $keys.Reason | Should -BeLike $(if ($PSUICulture -like 'zh*') { '在静默模式下缓冲（laptop 处于活动状态，最近活动于 17:29:00）*' } else { 'Buffered in quiet mode (laptop was active, last at 17:29:00) until a message came*' })
        ($keys.DeliveredAt - $keys.Time).TotalMinutes | Should -Be 9
        (Invoke-ImpMdmScenario $scenarios/quiet-mode.csv -Language Zh)[0].Reason | Should -Be '无通知：laptop 处于活动状态（最近活动于 00:00:20）。'
        (Invoke-ImpMdmScenario $scenarios/quiet-mode.csv -Language En)[0].Reason | Should -Be 'No notification: laptop was active, last at 00:00:20.'
    }

    It 'takes objects, and files from the pipeline' {
        (Import-Csv $scenarios/flow.csv | Invoke-ImpMdmScenario).Reason | Should -Be (Invoke-ImpMdmScenario $scenarios/flow.csv).Reason
        (Get-ChildItem $scenarios/*.csv | Invoke-ImpMdmScenario).Scenario | Select-Object -Unique | Should -Be 'flow', 'phone-did-not-ring', 'quiet-mode'
        (Get-ChildItem $scenarios/f*.csv | Select-Object FullName | Invoke-ImpMdmScenario).Count | Should -Be (Invoke-ImpMdmScenario -LiteralPath $scenarios/flow.csv).Count
        ("$scenarios/flow.csv" | Invoke-ImpMdmScenario).Count | Should -Be 20
        $typed = [pscustomobject]@{ Time = [timespan] '00:01:00'; User = 'Alice'; Device = 'phone'; Event = 'SignIn' },
            [pscustomobject]@{ Time = [timespan] '00:02:00'; User = 'Alice'; Device = $null; Event = 'Receive' }
        ($typed | Invoke-ImpMdmScenario).DeliveredAt.TimeOfDay | Should -Be ([timespan] '00:02:00')
        $dated = [pscustomobject]@{ Time = [datetime] '2026-11-20T08:00:00'; User = 'Alice'; Device = 'phone'; Event = '登录' },
            [pscustomobject]@{ Time = [datetimeoffset] '2026-11-20T08:05:00Z'; User = 'Alice'; Device = ''; Event = '收到消息' }
        ($dated | Invoke-ImpMdmScenario).DeliveredAt | Should -Be ([datetimeoffset] '2026-11-20T08:05:00Z')
        { '00:00:00,Alice,phone,Sign in' | Invoke-ImpMdmScenario } | Should -Throw -ErrorId 'LinesNotFiles,*'
    }

    It 'knows releases' {
        $file = New-Scenario ($bothIn + '0:02,Alice,laptop,join room,Team', '0:03,Alice,,receive group chat,Team', '0:04,Alice,,receive file,Bob')
        (Invoke-ImpMdmScenario $file).Where({ $_.Device -eq 'phone' }).DeliveryReason | Should -Be 'NotJoined', 'NotActive'
        (Invoke-ImpMdmScenario $file -Release 14).Where({ $_.Device -eq 'phone' }).DeliveryReason | Should -Be 'NotJoined', 'NotActive'
        (Invoke-ImpMdmScenario $file -Release 15).Where({ $_.Device -eq 'phone' }).DeliveryReason | Should -Be 'Direct', 'Direct'
        { Invoke-ImpMdmScenario $file -Release 9 } | Should -Throw -ErrorId 'MdmReleaseUnknown,*'
        (TabExpansion2 'Invoke-ImpMdmScenario -Release ' 31).CompletionMatches.CompletionText | Should -Be '12.5', '14', '15'
    }

    It 'flushes at the limit that is given' {
        $file = New-Scenario ($bothIn + '0:02,Alice,phone,background' + (1..5 | ForEach-Object { "0:03,Alice,,receive,Bob,m$_" }))
        $phone = Invoke-ImpMdmScenario $file -BufferLimit 2 | Where-Object Device -eq phone
        $phone.DeliveryReason | Should -Be 'FlushedAtLimit', 'FlushedAtLimit', 'FlushedAtLimit', 'FlushedAtLimit', 'StillBuffered'
        (Invoke-ImpMdmScenario $file | Where-Object Device -eq phone).Delivered | Should -Not -Contain $true
        { Invoke-ImpMdmScenario $file -BufferLimit 0 } | Should -Throw -ErrorId 'MdmBufferLimitOutOfRange,*'
        { Invoke-ImpMdmScenario $file -BufferLimit 1.5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'gives the counters over time, as Measure-ImpMdmCounter takes them' {
        $samples = Invoke-ImpMdmScenario $scenarios/quiet-mode.csv -Counter -Interval 00:01:00 -StartTime 2026-11-20T08:00:00Z
        $samples[0].GetType().FullName | Should -Be 'ImpOps.Counters.CounterSample'
        ($samples.Counter | Sort-Object -Unique).Count | Should -Be 7
        $samples.Where({ $_.Counter -eq 'MDMQuietModeSessions' }).Value | Should -Be 0, 0, 1, 1, 0, 0
        $samples.Where({ $_.Counter -eq 'MDMBufferFlushes' }).Value | Should -Be 0, 0, 0, 0, 1, 1
        $samples.Where({ $_.Counter -eq 'MDMBufferAvgQueuedTime' }).Value | Should -Be 0, 0, 0, 0, 60, 0
        $samples[-1].Timestamp | Should -Be ([datetimeoffset] '2026-11-20T08:05:00Z')
        $summary = Invoke-ImpMdmScenario $scenarios/*.csv -Counter | Measure-ImpMdmCounter
        $summary.NodeName | Should -Be 'flow', 'phone-did-not-ring', 'quiet-mode'
        $summary.FlushCount | Should -Be 0, 1, 1
        { Invoke-ImpMdmScenario $scenarios/flow.csv -Counter -Interval 00:00:00 } | Should -Throw -ErrorId 'DurationOutOfRange,*'
        { Invoke-ImpMdmScenario $scenarios/flow.csv -Counter -Interval 60 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'takes events as tables of names and values, as they are quickly written by hand' {
        $events = @{ Time = '0:00'; User = 'Alice'; Device = 'phone'; Event = 'sign in' }, [ordered]@{ Time = '0:01'; User = 'Alice'; Device = ''; Event = 'receive'; Message = 'm' }
        $delivery = $events | Invoke-ImpMdmScenario
        $delivery.Device, $delivery.Message, $delivery.Notified | Should -Be 'phone', 'm', $true
    }

    It 'names file and line of a bad row and plays the others' {
        $file = New-Scenario ($bothIn + '0:02,Alice,phone,explode', '0:02,Alice,tablet,background', '0:01:59,Alice,phone,iq', 'soon,Alice,phone,iq', '0:03,Alice,,receive,Bob,m')
        (Invoke-ImpMdmScenario $file -ErrorVariable problem -ErrorAction SilentlyContinue).Device | Should -Be 'phone', 'laptop'
        $problem.FullyQualifiedErrorId | Should -Be ('MdmEventUnknown', 'MdmDeviceUnknown', 'MdmTimeNotUnderstood' | ForEach-Object { "$_,ImpOps.PowerShell.Commands.InvokeImpMdmScenarioCommand" })
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
        $problem[0].Exception.Message | Should -Match 'scenario\.csv.*4.*explode'
        { Invoke-ImpMdmScenario $file -ErrorAction Stop } | Should -Throw -ErrorId 'MdmEventUnknown,*'
        $late = New-Scenario ($bothIn + '0:00:30,Alice,phone,iq')
        Invoke-ImpMdmScenario $late -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'MdmEventOutOfOrder,*'
    }

    It 'tells of files that are none, and plays the others' {
        $good = New-Scenario ($bothIn + '0:03,Alice,,receive,Bob,m')
        'text' | Set-Content $TestDrive/text.csv
        (Invoke-ImpMdmScenario $TestDrive/text.csv, $TestDrive/none.csv, $good -ErrorVariable problem -ErrorAction SilentlyContinue).Count | Should -Be 2
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'MdmHeaderMissing', 'PathMatchesNothing'
        [pscustomobject]@{ Time = '0:00'; Who = 'Alice' } | Invoke-ImpMdmScenario -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'MdmRecordNotUnderstood,*'
        'Time,User,Device,Event,Colour', '0:00,Alice,phone,sign in,red' | Set-Content $TestDrive/colour.csv
        $null = Invoke-ImpMdmScenario $TestDrive/colour.csv -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].Message | Should -Match 'colour\.csv.*Colour'
    }

    It 'reads other encodings, tabs and Chinese headings' {
        $text = "时间`t用户`t设备`t事件`n0:00`t张伟`t手机`t登录`n0:01`t张伟`t`t收到消息`n"
        [IO.File]::WriteAllText("$TestDrive/zh.csv", $text, [Text.Encoding]::Unicode)
        (Invoke-ImpMdmScenario $TestDrive/zh.csv).Device | Should -Be '手机'
        [IO.File]::WriteAllBytes("$TestDrive/gb.csv", [Text.Encoding]::GetEncoding(936).GetBytes($text))
        (Invoke-ImpMdmScenario $TestDrive/gb.csv -Encoding gb2312).User | Should -Be '张伟'
    }

    It 'gives what it knows as soon as it knows it, and stops when nobody wants more' {
        $rows = 0..30000 | ForEach-Object { "0:01,Alice,,receive,Bob,m$_" }
        $file = New-Scenario ($bothIn[0] + "`n" + ($rows -join "`n")) large.csv
        (Invoke-ImpMdmScenario $file | Select-Object -First 1).Message | Should -Be 'm0'
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$($env:IMPOPS_MODULE)'; Invoke-ImpMdmScenario '$file' | ForEach-Object { if (`$_.Message -eq 'm1') { Start-Sleep 60 } }")
        $handle = $shell.BeginInvoke()
        while ($shell.InvocationStateInfo.State -ne 'Running') { Start-Sleep -Milliseconds 5 }
        Start-Sleep -Milliseconds 200
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be Stopped
        $shell.Dispose()
        $handle | Should -Not -BeNullOrEmpty
    }

    It 'keeps its words on a journey by <Way>' -ForEach @(
        @{ Way = 'Clixml' }
        @{ Way = 'Csv' }
    ) {
        $deliveries = Invoke-ImpMdmScenario $scenarios/quiet-mode.csv
        $travelled = switch ($Way) {
            Clixml { $deliveries | Export-Clixml $TestDrive/d.xml; Import-Clixml $TestDrive/d.xml }
            Csv { $deliveries | ConvertTo-Csv | ConvertFrom-Csv }
        }
        $travelled.DeliveryReason | Should -Be ($deliveries.DeliveryReason | ForEach-Object { "$_" })
        $travelled.Reason | Should -Be $deliveries.Reason
        $travelled.Notified | ForEach-Object { "$_" } | Should -Be ($deliveries.Notified | ForEach-Object { "$_" })
    }

    It 'shows times without a date, and the date of those that have one' {
        $text = Invoke-ImpMdmScenario $scenarios/quiet-mode.csv | Out-String -Width 99
        $text | Should -Match 'quiet-mode, Alice\r?\n'
        $text | Should -Match '00:03:00 phone +thanks +00:04:00 +True +True +00:04:30'
        $text | Should -Not -Match '0001'
        Invoke-ImpMdmScenario $scenarios/phone-did-not-ring.csv | Out-String -Width 99 | Should -Match 'phone-did-not-ring, Alice, 2026-11-20'
        New-Scenario '1.00:00,Alice,phone,sign in', '1.00:01,Alice,,receive' | ForEach-Object { Invoke-ImpMdmScenario $_ } | Out-String -Width 99 | Should -Match 'Alice, \+1 d'
    }
}
