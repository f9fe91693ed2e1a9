BeforeAll {
    $sessions = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/sessions.csv'
    $sample = Join-Path $TestDrive 'sample.csv'
    @'
Report generated: 2026-11-20T08:00:00+01:00

Presence Redundancy Group,Node Name,User ID,Device Type
East,e1,alice,Desktop
East,e1,alice,iPhone
East,e2,alice,iPad
East,e2,bob,Android
West,w1,carol,Desktop
'@ | Set-Content $sample -Encoding utf8

    function Get-Lines($Report) { $Report | ForEach-Object { "$($_.Level) $($_.PresenceRedundancyGroup)/$($_.NodeName) $($_.UserCount)$($_.UserId) $($_.SessionCount)" } }
    $expected = 'Cluster / 3 5', 'SubCluster East/ 2 4', 'Node East/e1 1 2', 'Node East/e2 2 2', 'SubCluster West/ 1 1', 'Node West/w1 1 1'
}

Describe 'Get-ImpSessionReport' {
    It 'gives cluster, subclusters and nodes' {
        $report = Get-ImpSessionReport $sample
        Get-Lines $report | Should -Be $expected
        $report[0].GetType().FullName | Should -Be 'ImpOps.Sessions.SessionSummary'
        $report[0].DeviceType.Desktop, $report[0].DeviceType['iPhone'], $report[2].DeviceType.iPad | Should -Be 2, 1, 0
        $report[0].GeneratedAt | Should -Be ([datetimeoffset]'2026-11-20T08:00:00+01:00')
    }

    It 'gives the same report whatever the number of threads' {
        foreach ($limit in 1, 2, 5) {
            Get-Lines (Get-ImpSessionReport $sample -ThrottleLimit $limit) | Should -Be $expected
            Get-Lines (Get-ImpSessionReport $sessions -ThrottleLimit $limit) | Should -Be (Get-Lines (Get-ImpSessionReport $sessions))
        }

        { Get-ImpSessionReport $sample -ThrottleLimit 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'agrees with PowerShell on the example cluster' {
        $rows = Get-Content $sessions | Select-Object -Skip 3 | ConvertFrom-Csv
        $report = Get-ImpSessionReport $sessions
        $cluster = $report | Where-Object Level -eq Cluster
        $cluster.SessionCount | Should -Be $rows.Count
        $cluster.UserCount | Should -Be ($rows.'User ID' | Sort-Object -Unique -CaseSensitive).Count
        foreach ($node in $rows | Group-Object 'Node Name') {
            $line = $report | Where-Object NodeName -eq $node.Name
            $line.SessionCount, $line.UserCount | Should -Be $node.Count, ($node.Group.'User ID' | Sort-Object -Unique -CaseSensitive).Count
            $line.DeviceType.iPad | Should -Be @($node.Group | Where-Object 'Device Type' -eq iPad).Count
        }

        foreach ($group in $rows | Group-Object 'Presence Redundancy Group') {
            ($report | Where-Object { $_.Level -eq 'SubCluster' -and $_.PresenceRedundancyGroup -eq $group.Name }).UserCount | Should -Be ($group.Group.'User ID' | Sort-Object -Unique -CaseSensitive).Count
        }
    }

    It 'gives the users of nodes' {
        $users = Get-ImpSessionReport $sample -Level User
        $users[0].GetType().FullName | Should -Be 'ImpOps.Sessions.UserSessions'
        Get-Lines $users | Should -Be 'User East/e1 alice 2', 'User East/e2 alice 1', 'User East/e2 bob 1', 'User West/w1 carol 1'
        $users[0].DeviceType | Should -Be 'Desktop', 'iPhone'
    }

    It 'chooses levels, groups and nodes' {
        Get-Lines (Get-ImpSessionReport $sample -Level Node, Cluster) | Should -Be $expected[0, 2, 3, 5]
        Get-Lines (Get-ImpSessionReport $sample -PresenceRedundancyGroup ea*) | Should -Be $expected[1, 2, 3]
        Get-Lines (Get-ImpSessionReport $sample -NodeName E2, w*) | Should -Be $expected[3, 5]
    }

    It 'takes levels by their words' {
        Get-Lines (Get-ImpSessionReport $sample -Level 节点, Cluster) | Should -Be $expected[0, 2, 3, 5]
        { Get-ImpSessionReport $sample -Level Rack } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'says which group or node is not in the input, and gives the others' {
        Get-Lines (Get-ImpSessionReport $sample -NodeName e1, e9 -ErrorVariable problem -ErrorAction SilentlyContinue) | Should -Be $expected[2]
        $problem[0].FullyQualifiedErrorId | Should -Be 'SessionNodeNotFound,ImpOps.PowerShell.Commands.GetImpSessionReportCommand'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $problem[0].Exception.Message | Should -Match 'e9.*e1, e2, w1'
        Get-ImpSessionReport $sample -PresenceRedundancyGroup North -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SessionGroupNotFound,*'
        Get-ImpSessionReport $sample -NodeName '[e' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
        Get-ImpSessionReport $sample -NodeName z* -ErrorAction Stop | Should -BeNullOrEmpty
        Get-ImpSessionReport $sample -NodeName e1 -Level Cluster -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'takes several files for one report, and a file that is meant twice for one' {
        $lines = Get-Content $sample
        $lines[2..4] | Set-Content $TestDrive/part1.csv
        $lines[2, 5, 6, 7] | Set-Content $TestDrive/part2.csv
        Get-Lines (Get-ImpSessionReport $TestDrive/part*.csv) | Should -Be $expected
        Get-Lines (Get-ImpSessionReport $TestDrive/part*.csv, $TestDrive/part1.csv) | Should -Be $expected
        Get-Lines (Get-ChildItem $TestDrive/part*.csv | Get-ImpSessionReport) | Should -Be $expected
        Get-Lines ("$TestDrive/part1.csv", "$TestDrive/part2.csv" | Get-ImpSessionReport) | Should -Be $expected
    }

    It 'takes a literal path' {
        Copy-Item $sample "$TestDrive/a[1].csv"
        Get-Lines (Get-ImpSessionReport -LiteralPath "$TestDrive/a[1].csv") | Should -Be $expected
        Get-Lines (Get-Item -LiteralPath "$TestDrive/a[1].csv" | Get-ImpSessionReport) | Should -Be $expected
        Push-Location $TestDrive
        try { Get-Lines (Get-ImpSessionReport sample.csv) | Should -Be $expected } finally { Pop-Location }
    }

    It 'takes what Import-Csv gives, and lines of other reports' {
        $objects = Get-Content $sample | Select-Object -Skip 2 | ConvertFrom-Csv
        Get-Lines ($objects | Get-ImpSessionReport) | Should -Be $expected
        Get-Lines (Get-ImpSessionReport $sample -Level User | Get-ImpSessionReport) | Should -Be $expected
        Get-Lines (Get-ImpSessionReport $sample | Get-ImpSessionReport) | Should -Be $expected
        $counted = [pscustomobject]@{ UserId = 'a'; Sessions = 2; Devices = @('Desktop', 'iPad') } | Get-ImpSessionReport -Level User
        $counted.DeviceType | Should -Be 'Desktop', 'iPad'
    }

    It 'takes lines of reports that have been on a journey by <Way>' -ForEach @(
        @{ Way = 'Clixml' }
        @{ Way = 'Json' }
        @{ Way = 'Csv' }
    ) {
        $report = Get-ImpSessionReport $sample -Level Cluster, SubCluster, Node, User
        $travelled = switch ($Way) {
            Clixml { $report | Export-Clixml $TestDrive/journey.xml; Import-Clixml $TestDrive/journey.xml }
            Json { $report | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
            Csv { $report | Where-Object Level -eq User | ConvertTo-Csv | ConvertFrom-Csv }
        }
        $again = $travelled | Get-ImpSessionReport -Level Cluster, SubCluster, Node, User
        # JSON keeps the moment and not its offset.
        $again.GeneratedAt.UtcDateTime | Should -Be $report.GeneratedAt.UtcDateTime
        $again | Select-Object * -ExcludeProperty GeneratedAt | ConvertTo-Json -Depth 4 | Should -Be ($report | Select-Object * -ExcludeProperty GeneratedAt | ConvertTo-Json -Depth 4)
        if ($Way -eq 'Clixml') { @($travelled | Where-Object Level -eq User).Count | Should -Be 4 }
    }

    It 'says once that lines are no files' {
        { Get-Content $sample | Select-Object -Skip 2 | Get-ImpSessionReport } | Should -Throw -ErrorId 'LinesNotFiles,*'
    }

    It 'says what is no line of a report' {
        $bad = [pscustomobject]@{ Level = 'User'; UserId = 'a'; SessionCount = '1'; DeviceType = 'Desktop (999999999)' }
        $good = [pscustomobject]@{ Level = 'User'; UserId = 'b'; SessionCount = '1'; DeviceType = 'Desktop' }
        ($bad, $good | Get-ImpSessionReport -Level User -ErrorVariable problem -ErrorAction SilentlyContinue).UserId | Should -Be 'b'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NotAReportEntry,*'
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
    }

    It 'takes objects that stand for files' {
        Get-Lines (Get-Item $sample | Select-Object FullName | Get-ImpSessionReport) | Should -Be $expected
        Get-Lines ([pscustomobject]@{ LiteralPath = $sample } | Get-ImpSessionReport) | Should -Be $expected
        (([pscustomobject]@{ UserId = 'a'; NodeName = 'n'; FullName = 'Adam Ant' }) | Get-ImpSessionReport -Level User -WarningAction SilentlyContinue).UserId | Should -Be 'a'
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'UTF-16'; Encoding = 'unicode' }
        @{ Name = 'UTF-16 big endian'; Encoding = 'bigendianunicode' }
        @{ Name = 'UTF-8 with mark'; Encoding = 'utf8BOM' }
        @{ Name = 'UTF-8 without mark'; Encoding = 'utf8NoBOM' }
    ) {
        "用户 ID;节点`n张伟;e1" | Set-Content $TestDrive/encoded.csv -Encoding $Encoding
        (Get-ImpSessionReport $TestDrive/encoded.csv -Level User).UserId | Should -Be '张伟'
    }

    It 'reads another encoding that is named' {
        [IO.File]::WriteAllBytes("$TestDrive/latin.csv", [Text.Encoding]::Latin1.GetBytes("User,Node`nmüller,e1`n"))
        (Get-ImpSessionReport $TestDrive/latin.csv -Level User -Encoding latin1).UserId | Should -Be 'müller'
        (Get-ImpSessionReport $TestDrive/latin.csv -Level User -Encoding 28591).UserId | Should -Be 'müller'
        { Get-ImpSessionReport $TestDrive/latin.csv -Encoding klingon } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        Get-ImpSessionReport $TestDrive/latin.csv -ErrorVariable problem -ErrorAction SilentlyContinue | Out-Null
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SessionTextSpoilt,*'
    }

    It 'names the file and line of a bad row and counts the others' {
        'User,Node,Sessions', 'alice,e1,2', 'bob,e1,many', ',e1,1', 'carol,e1,1' | Set-Content $TestDrive/bad.csv
        $report = Get-ImpSessionReport $TestDrive/bad.csv -ErrorVariable problem -ErrorAction SilentlyContinue
        Get-Lines $report | Should -Be 'Cluster / 2 3', 'Node /e1 2 3'
        $problem.FullyQualifiedErrorId | Should -Be 'SessionCountNotANumber,ImpOps.PowerShell.Commands.GetImpSessionReportCommand', 'SessionUserMissing,ImpOps.PowerShell.Commands.GetImpSessionReportCommand'
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
        $problem[0].Exception.Message | Should -Match 'bad\.csv.*3.*many'
        { Get-ImpSessionReport $TestDrive/bad.csv -ErrorAction Stop } | Should -Throw -ErrorId 'SessionCountNotANumber,*'
    }

    It 'warns of columns that it does not know' {
        'User,Node,Shoe size', 'alice,e1,42' | Set-Content $TestDrive/columns.csv
        $null = Get-ImpSessionReport $TestDrive/columns.csv -WarningVariable warning -WarningAction SilentlyContinue
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match 'columns\.csv.*Shoe size'
    }

    It 'reports <Id>, and reads the other files' -ForEach @(
        @{ Id = 'PathMatchesNothing'; Category = 'ObjectNotFound'; File = 'no-such-file.csv' }
        @{ Id = 'PathMatchesNothing'; Category = 'ObjectNotFound'; File = 'no-such-*.csv' }
        @{ Id = 'SessionFileEmpty'; Category = 'InvalidData'; File = 'empty.csv' }
        @{ Id = 'SessionHeaderMissing'; Category = 'InvalidData'; File = 'html.csv' }
        @{ Id = 'PathIsDirectory'; Category = 'InvalidArgument'; File = 'folder.csv' }
    ) {
        [IO.File]::WriteAllText("$TestDrive/empty.csv", '')
        '<html>Please log in</html>' | Set-Content $TestDrive/html.csv
        $null = New-Item -ItemType Directory "$TestDrive/folder.csv" -Force
        $report = Get-ImpSessionReport "$TestDrive/$File", $sample -ErrorVariable problem -ErrorAction SilentlyContinue
        Get-Lines $report | Should -Be $expected
        $problem[-1].FullyQualifiedErrorId | Should -Be "$Id,ImpOps.PowerShell.Commands.GetImpSessionReportCommand"
        $problem[-1].CategoryInfo.Category | Should -Be $Category
    }

    It 'reports a path that is of no file system' {
        { Get-ImpSessionReport Env:PATH -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFileSystem,*'
        { Get-ImpSessionReport nosuchdrive:/x.csv -ErrorAction Stop } | Should -Throw -ErrorId 'PathMatchesNothing,*'
        { Get-ImpSessionReport -LiteralPath $TestDrive/none.csv -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'takes the date that is given' {
        (Get-ImpSessionReport $sample -Level Cluster -GeneratedAt '2026-01-02T03:04:05Z').GeneratedAt | Should -Be ([datetimeoffset]'2026-01-02T03:04:05Z')
    }

    It 'stops when the pipeline is stopped' {
        $file = "$TestDrive/large.csv"
        $writer = [IO.StreamWriter]::new($file)
        $writer.WriteLine('User,Node')
        $block = [string]::Join('', (1..1000 | ForEach-Object { "user$_,e1`n" }))
        for ($i = 0; $i -lt 6000; $i++) { $writer.Write($block) }
        $writer.Close()

        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$($env:IMPOPS_MODULE)'; Get-ImpSessionReport '$file'; 'came to an end'")
        $handle = $shell.BeginInvoke()
        while ($shell.Streams.Progress.Count -eq 0 -and -not $handle.IsCompleted) { Start-Sleep -Milliseconds 5 }
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be Stopped
        $shell.Dispose()
        Remove-Item $file
    }

    It 'shows levels indented, with numbers to the right' {
        $text = Get-ImpSessionReport $sample | Out-String -Width 99
        $lines = $text -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
        $lines[2] | Should -Match '^Cluster +3 +5 +2 +1 +1 +1 +0$'
        $lines[3] | Should -Match '^ SubCluster East +2 +4 '
        $lines[4] | Should -Match '^  Node +East +e1 +1 +2 '
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
        $mixed = Get-ImpSessionReport $sample -Level Node, User -NodeName e1 | Out-String -Width 99
        $mixed | Should -Match '(?m)^   User East +alice +2 +1 +1 +0 +0 +0\s*$'
        Get-ImpSessionReport $sample -Level User | Out-String -Width 99 | Should -Match '(?m): East / e1\s*$'
    }
}
