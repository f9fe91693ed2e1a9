BeforeAll {
    $logs = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/audit'
    function Get-Line([string] $Time, [string] $Details = 'record in table enduser with key field userid = u updated', [string] $User = 'k.vogel', [string] $Type = 'GeneralConfigurationUpdate', [string] $Correlation = '') {
        "$Time |LogMessage   UserID : $User  ClientAddress : 10.1.1.1  Severity : 5  EventType : $Type  ResourceAccessed: CUCMAdmin  EventStatus : Success  CompulsoryEvent : No  AuditCategory : AdministrativeEvent  " +
        "ComponentID : Cisco CUCM Administration  CorrelationID : $Correlation  AuditDetails :  $Details  App ID: Cisco Tomcat Cluster ID:  Node ID: imp-1"
    }
    function New-Log([string] $Name, [string[]] $Line) {
        $path = Join-Path $TestDrive $Name
        $Line | Set-Content -LiteralPath $path -Encoding utf8
        $path
    }
}

Describe 'Import-ImpAuditLog' {
    It 'gives typed records with time, user, address, event, details and node' {
        $record = Import-ImpAuditLog (New-Log a.log 'HDR|11/20/2026', (Get-Line '08:00:00.500')) -UtcOffset 00:00:00
        $record.GetType().FullName | Should -Be 'ImpOps.Audit.AuditRecord'
        $record.Timestamp | Should -Be ([datetimeoffset]'2026-11-20T08:00:00.5Z')
        $record.UserId, $record.ClientAddress, $record.Severity, $record.EventType, $record.EventStatus, $record.NodeId |
            Should -Be 'k.vogel', '10.1.1.1', 5, 'GeneralConfigurationUpdate', 'Success', 'imp-1'
        $record.Table, $record.KeyField, $record.Key, $record.Operation, $record.Succeeded, $record.Line | Should -Be 'enduser', 'userid', 'u', 'updated', $true, 2
        $record.FileName | Should -BeLike '*a.log'
    }

    It 'reads the example logs of both forms in the order of time' {
        $records = Import-ImpAuditLog $logs/*.log -UtcOffset 00:00:00 -WarningVariable warning
        $warning | Should -BeNullOrEmpty
        $records.Count | Should -Be 113
        $records.NodeId | Sort-Object -Unique | Should -Be 'cucm-pub', 'imp-east-1'
        $times = $records.Timestamp.UtcTicks
        $times | Should -Be ($times | Sort-Object)
        ($records | Where-Object CorrelationId).Details | Should -BeLike '*of the groups Standard CCM Admin Users*CCMADMIN Read Only has been updated'
    }

    It 'chooses times, users and kinds of event' {
        (Import-ImpAuditLog $logs/*.log -After 2026-11-21T00:00:00Z -UtcOffset 00:00:00).Details | Should -BeLike '*remotesyslog*'
        (Import-ImpAuditLog $logs/*.log -Before 2026-11-19T07:20:00Z -UtcOffset 00:00:00).Count | Should -Be 1
        (Import-ImpAuditLog $logs/*.log -StartTime 2026-11-20T10:00:00Z -EndTime 2026-11-20T11:00:00Z -UtcOffset 00:00:00).Timestamp.UtcDateTime.Hour | Sort-Object -Unique | Should -Be 10
        Import-ImpAuditLog $logs/*.log -UserId k.* | ForEach-Object UserId | Sort-Object -Unique | Should -Be 'k.vogel'
        Import-ImpAuditLog $logs/*.log -EventType User*, CLI* | ForEach-Object EventType | Sort-Object -Unique | Should -Be 'CLICommand', 'UserLogging'
        { Import-ImpAuditLog $logs/*.log -After 2026-11-21 -Before 2026-11-20 } | Should -Throw -ErrorId 'TimesReversed,*' -ExpectedMessage '*2026-11-21*2026-11-20*'
        Import-ImpAuditLog $logs/*.log -UserId nobody | Should -BeNullOrEmpty
        Import-ImpAuditLog $logs/*.log -UserId '[a' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WildcardInvalid,*'
    }

    It 'takes the day from the parameter, the file or its last write, and warns of the last' {
        $file = New-Log Audit00000001.log 'HDR', (Get-Line '10:00:00'), (Get-Line '09:00:00')
        (Get-Item $file).LastWriteTimeUtc = [datetime]::new(2026, 11, 22, 12, 0, 0, [System.DateTimeKind]::Utc)
        (Import-ImpAuditLog $file -UtcOffset 00:00:00 -WarningVariable warning -WarningAction SilentlyContinue).Timestamp.Day | Should -Be 21, 22
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match 'Audit00000001\.log.*2026-11-21.*Date'
        (Import-ImpAuditLog $file -Date 2026-11-05 -UtcOffset 00:00:00 -WarningVariable warning -WarningAction SilentlyContinue).Timestamp.Day | Should -Be 5, 6
        # Where the log passes midnight.
        $warning.Count | Should -Be 1
        (Import-ImpAuditLog (New-Log audit-2026-11-09.log (Get-Line '10:00:00'))).Timestamp.Day | Should -Be 9
        { Import-ImpAuditLog $file -UtcOffset 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'takes files from the pipeline, by pattern and literally' {
        $one = New-Log 'p1-20261120.log' (Get-Line '08:00:00')
        $two = New-Log 'p2-20261119.log' (Get-Line '09:00:00')
        $days = @(19, 20)
        (Get-ChildItem $TestDrive/p?-*.log | Import-ImpAuditLog).Timestamp.Day | Should -Be $days
        ($one, $two | Import-ImpAuditLog).Timestamp.Day | Should -Be $days
        (Import-ImpAuditLog -LiteralPath $one, $two).Timestamp.Day | Should -Be $days
        (Import-ImpAuditLog $one, "$TestDrive/p*-*.log").Timestamp.Day | Should -Be $days
        $odd = New-Log 'a[1]-20261118.log' (Get-Line '08:00:00')
        (Import-ImpAuditLog -LiteralPath $odd).Timestamp.Day | Should -Be 18
    }

    It 'names file and line of a bad line, and gives the others' {
        $file = New-Log bad.log 'HDR|11/20/2026', (Get-Line '08:00:00'), (Get-Line 'yesterday'), 'something else', (Get-Line '09:00:00')
        $records = Import-ImpAuditLog $file -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue
        $records.Count | Should -Be 2
        $problem.FullyQualifiedErrorId | Should -Be 'AuditTimeMissing,ImpOps.PowerShell.Commands.ImportImpAuditLogCommand'
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
        $problem[0].Exception.Message | Should -Match 'bad\.log.*3.*yesterday'
        $warning[0].Message | Should -Match 'bad\.log.*1.*4'
        { Import-ImpAuditLog $file -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'AuditTimeMissing,*'
    }

    It 'says which file is not there or is no audit log, and reads the others' {
        'text' | Set-Content $TestDrive/text.log
        $good = New-Log good-20261120.log (Get-Line '08:00:00')
        (Import-ImpAuditLog $TestDrive/text.log, $TestDrive/none.log, $good -ErrorVariable problem -ErrorAction SilentlyContinue).UserId | Should -Be 'k.vogel'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'PathMatchesNothing', 'AuditLogNotRecognized'
    }

    It 'shows progress in bytes, and stops when the pipeline is stopped' {
        $file = "$TestDrive/large-20261120.log"
        $writer = [IO.StreamWriter]::new($file)
        $line = Get-Line '08:00:00'
        for ($i = 0; $i -lt 300000; $i++) { $writer.WriteLine($line) }
        $writer.Close()

        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$($env:IMPOPS_MODULE)'; Import-ImpAuditLog '$file' | ForEach-Object { }; 'came to an end'")
        $handle = $shell.BeginInvoke()
        while ($shell.Streams.Progress.Count -eq 0 -and -not $handle.IsCompleted) { Start-Sleep -Milliseconds 5 }
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be Stopped
        $shell.Streams.Progress[0].StatusDescription | Should -Match 'large-20261120\.log.*MB'
        $shell.Dispose()
        Remove-Item $file
    }

    It 'stops when nobody wants more' {
        (Import-ImpAuditLog $logs/*.log | Select-Object -First 1).UserId | Should -Be 'k.vogel'
    }

    It 'shows time, node, user, status and details' {
        $text = Import-ImpAuditLog $logs/*.log -After 2026-11-21T00:00:00Z -UtcOffset 00:00:00 | Out-String -Width 99
        $text | Should -Match '2026-11-21 09:40:27 \+00:00 cucm-pub +k\.vogel +Success +CLI Command'
    }

    It 'speaks the language of the session' {
        $file = New-Log zh.log 'HDR', (Get-Line 'yesterday')
        $null = Import-ImpAuditLog $file -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].Exception.Message | Should -Match $(if ($PSUICulture -like 'zh*') { '没有时间' } else { 'no time' })
    }
}
