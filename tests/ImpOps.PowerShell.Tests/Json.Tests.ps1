# What the module gives goes to ConvertTo-Json as it is: words for enumerations, times in ISO 8601 with their offset, and nothing cut off at depth 4.
BeforeDiscovery {
    $types = Get-Command -Module ImpOps | ForEach-Object { $_.OutputType.Type } |
        Where-Object { $_.Namespace -like 'ImpOps*' } | Sort-Object FullName -Unique | ForEach-Object { @{ Type = $_.FullName } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data'
    $samples = @(Import-ImpCounterLog $data/perfmon/*.csv)
    $few = @{ OvaSize = 500; HighAvailabilityMode = 'ActiveActive'; WarningAction = 'Ignore' }
    $requirements = Import-Csv $data/changes.csv | Test-ImpRestartRequired

    # A group that no profile covers: its plan holds a failure.
    $crowd = foreach ($i in 1..600) { [pscustomobject]@{ UserId = "u$i"; NodeName = "n$($i % 2)"; PresenceRedundancyGroup = 'g' } }

    # Every type of output has an object here: what a command gives, or a list of such.
    $given = @(
        Get-ImpLoginProfile
        Get-ImpRetryLimit -OvaSize 25000 -HighAvailabilityMode ActiveStandby -UserCount 9000 -CriticalServiceDownDelay 130 -WarningAction Ignore
        Get-ImpRetryLimit -OvaSize 500 -HighAvailabilityMode ActiveActive -UserCount 900 -Extrapolate -WarningAction Ignore
        Import-Csv $data/nodes.csv | Test-ImpRetryLimit
        Get-ImpRestartRule
        Get-ImpMdmInteraction
        Get-Content $data/cli/ha-status.txt | ConvertFrom-ImpCliOutput
        Test-ImpMdmReadiness $data/mdm-clients.csv -ExpresswayVersion X8.7 -Node (Import-Csv $data/nodes.csv)
        $requirements
        $requirements | Get-ImpRestartPlan -HighAvailability
        Get-ImpSessionReport $data/sessions.csv -Level Cluster, SubCluster, Node
        Get-ImpSessionReport $data/sessions.csv -Level User | Select-Object -First 20
        Get-ImpSessionReport $data/sessions.csv | Measure-ImpJsmCapacity -OvaSize 15000 -HighAvailabilityMode ActiveActive
        Measure-ImpJsmCapacity -OvaSize 500 -UserCount 40 -ClientPerUser 2.5
        $samples[0..20]
        Import-ImpAuditLog $data/audit/*.log
        Import-ImpAuditLog $data/audit/*.log | Test-ImpRestartRequired
        $samples | Measure-ImpMdmCounter
        Invoke-ImpMdmScenario $data/mdm/*.csv
        $samples | Measure-ImpJsmCapacity @few
        $samples[0..2000] | Measure-ImpJsmCapacity @few -MaximumGap 00:00:01
        $samples | Measure-ImpJsmCapacity @few -Alarm -Summary
        0..20 | ForEach-Object { foreach ($hour in 0..23) {
                [pscustomobject]@{ Timestamp = [datetimeoffset]::new(2026, 11, 1, $hour, 0, 0, [timespan]::FromHours(1)).AddDays($_); NodeName = 'n'; Counter = 'JsmClientSessionsActive'; Value = 50 + 5 * $_ }
            } } | Measure-ImpJsmCapacity @few -MaximumGap 02:00:00 -Forecast
        Import-Csv $data/assigned-users.csv | Get-ImpRebalancePlan -Node (Import-Csv $data/nodes.csv) -WarningAction Ignore
        $crowd | Get-ImpRebalancePlan @few -SessionPerUser 0.5
        Get-ImpXmppStandard
        Test-ImpXmppStandard $data/xmpp/ejabberd.xml
    )

    $lab = Start-Lab -Nodes 2 -Users 60 -Speed 300
    try {
        $given += @(
            Connect-Lab $lab
            Get-ImpNode
            Get-ImpPresenceRedundancyGroup
            Get-ImpAssignedUser | Select-Object -First 20
            Get-ImpService
            Get-ImpServiceParameter -Service 'Cisco Server Recovery Manager'
            Set-ImpRetryLimit * 90 400 -PassThru
            [pscustomobject]@{ UserId = 'user000001'; FromNode = $lab.NodeName[0]; ToNode = $lab.NodeName[1] } | Move-ImpUser -Journal $TestDrive/moves -Confirm:$false
            Test-ImpRestartRequired 'Proxy Configuration' | Get-ImpRestartPlan -HighAvailability -PresenceRedundancyGroup (Get-ImpPresenceRedundancyGroup).Name |
                Invoke-ImpRestartPlan -Journal $TestDrive/restart -Confirm:$false -WarningAction Ignore
        )
    }
    finally {
        Stop-Lab $lab
    }

    $objects = $given | Group-Object { $_.GetType().FullName } -AsHashTable -AsString

    # Holds what a value has become against what it was, and gives what differs.
    function Get-Difference([System.Text.Json.JsonElement] $Json, $Value, [string] $Path) {
        $kind = "$($Json.ValueKind)"
        if ($null -eq $Value) {
            if ($kind -ne 'Null') { "$Path is $kind and was null" }
        }
        elseif ($Value -is [enum] -or $Value -is [string]) {
            if ($kind -ne 'String' -or $Json.GetString() -cne "$Value") { "$Path is $($Json.GetRawText()) and was $Value" }
        }
        elseif ($Value -is [bool]) {
            if ($kind -ne "$Value") { "$Path is $kind and was $Value" }
        }
        elseif ($Value -is [datetimeoffset]) {
            $text = if ($kind -eq 'String') { $Json.GetString() }
            if ($text -cnotmatch '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$' -or -not $Json.GetDateTimeOffset().EqualsExact($Value)) { "$Path is $($Json.GetRawText()) and was $($Value.ToString('o'))" }
        }
        elseif ($Value -is [datetime]) {
            if ($kind -ne 'String' -or $Json.GetDateTime() -ne $Value) { "$Path is $($Json.GetRawText()) and was $($Value.ToString('o'))" }
        }
        elseif ($Value -is [timespan]) {
            if ($kind -ne 'Object' -or $Json.GetProperty('TotalSeconds').GetDouble() -ne $Value.TotalSeconds) { "$Path is $($Json.GetRawText()) and was $Value" }
        }
        elseif ($Value -is [ValueType]) {
            if ($kind -ne 'Number' -or $Json.GetDouble() -ne [double] $Value) { "$Path is $($Json.GetRawText()) and was $Value" }
        }
        elseif ($Value -is [Exception]) {
            foreach ($property in 'ErrorId', 'Kind', 'Message') { Get-Difference $Json.GetProperty($property) $Value.$property "$Path.$property" }
            if ("$($Json.GetProperty('StackTrace').ValueKind)$($Json.GetProperty('TargetSite').ValueKind)" -ne 'NullNull') { "$Path tells where it was thrown" }
        }
        elseif ($Value -is [System.Collections.Generic.IReadOnlyDictionary[string, long]]) {
            if (@($Json.EnumerateObject()).Count -ne $Value.Count) { "$Path has other keys" }
            foreach ($key in $Value.Keys) { Get-Difference $Json.GetProperty($key) $Value[$key] "$Path.$key" }
        }
        elseif ($Value -is [System.Collections.IEnumerable]) {
            $elements = @(if ($kind -eq 'Array') { $Json.EnumerateArray() })
            $values = @($Value)
            if ($kind -ne 'Array') { "$Path is $kind and was a list" }
            elseif ($elements.Count -ne $values.Count) { "$Path has $($elements.Count) elements, and had $($values.Count)" }
            else { for ($i = 0; $i -lt $values.Count; $i++) { Get-Difference $elements[$i] $values[$i] "$Path[$i]" } }
        }
        elseif ($kind -ne 'Object') {
            "$Path is $($Json.GetRawText()) and was an object"
        }
        else {
            foreach ($property in $Value.GetType().GetProperties()) { Get-Difference $Json.GetProperty($property.Name) $property.GetValue($Value) "$Path.$($property.Name)" }
        }
    }
}

Describe '<Type> as JSON' -ForEach $types {
    It 'has every value of its objects, at depth 4' {
        $all = $objects[$Type]
        $all | Should -Not -BeNullOrEmpty -Because 'Json.Tests.ps1 has to have an object of every type of output'
        foreach ($one in $all) {
            $json = ConvertTo-Json $one -Depth 4 -WarningVariable cut -WarningAction SilentlyContinue
            $cut | Should -BeNullOrEmpty
            ConvertTo-Json $one -Depth 4 | Should -BeExactly $json
            $document = [System.Text.Json.JsonDocument]::Parse($json)
            Get-Difference $document.RootElement $one $Type.Split('.')[-1] | Should -BeNullOrEmpty
        }
    }

    It 'comes back with the same properties' {
        $one = $objects[$Type][0]
        $back = ConvertTo-Json $one -Depth 4 | ConvertFrom-Json
        foreach ($property in $one.GetType().GetProperties().Name) { $back.PSObject.Properties[$property] | Should -Not -BeNullOrEmpty -Because "$property is there" }
    }
}

Describe 'The failure that a plan holds' {
    It 'says in JSON what it is, and not where it was thrown' {
        $failure = (ConvertTo-Json $objects['ImpOps.Capacity.RebalancePlan'][-1] -Depth 4 | ConvertFrom-Json).Group[0].Problem
        $failure.ErrorId, $failure.Kind, $failure.StackTrace, $failure.TargetSite | Should -Be 'UserCountAboveProfile', 'InvalidArgument', $null, $null
    }
}

Describe 'What was measured' {
    It 'is measured on after a journey as JSON' {
        $report = Get-ImpSessionReport $data/sessions.csv
        $report | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Measure-ImpJsmCapacity -OvaSize 15000 | ConvertTo-Json | Should -BeExactly ($report | Measure-ImpJsmCapacity -OvaSize 15000 | ConvertTo-Json)
        $again = $requirements | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Get-ImpRestartPlan -HighAvailability
        $again | ConvertTo-Json -Depth 4 | Should -BeExactly ($requirements | Get-ImpRestartPlan -HighAvailability | ConvertTo-Json -Depth 4)
    }
}

Describe 'JSON of Windows PowerShell' {
    It 'has times as objects, which are taken all the same' {
        # As its ConvertTo-Json writes 2026-11-20T09:00:00+01:00.
        $time = '{"DateTime":"\/Date(1795165200000)\/","UtcDateTime":"\/Date(1795161600000)\/","LocalDateTime":"\/Date(1795161600000)\/","Offset":{"Ticks":36000000000,"Hours":1,"TotalHours":1},"Ticks":639305280000000000}'
        $line = "{`"Level`":`"Cluster`",`"PresenceRedundancyGroup`":null,`"NodeName`":null,`"UserCount`":1,`"SessionCount`":2,`"DeviceType`":{`"Desktop`":2},`"GeneratedAt`":$time}"
        $line | ConvertFrom-Json | ConvertTo-ImpMetric | Should -Match '(?m)^impops_session_report_timestamp_seconds 1795161600$'
        $line | ConvertFrom-Json | Export-ImpSessionReport $TestDrive/line.csv
        Get-Content $TestDrive/line.csv -Raw | Should -Match '2026-11-20T09:00:00\+01:00'
    }
}

Describe 'Enumerations of the module' {
    It 'are words in JSON, which all that rest on Int64 are' {
        $library = $samples[0].GetType().Assembly
        $enumerations = $library.GetExportedTypes().Where({ $_.IsEnum })
        $enumerations.Count | Should -BeGreaterThan 15
        $enumerations.Where({ [enum]::GetUnderlyingType($_) -ne [long] }) | Should -BeNullOrEmpty
        foreach ($enumeration in $enumerations) {
            foreach ($value in [enum]::GetValues($enumeration)) { ConvertTo-Json $value | Should -BeExactly "`"$value`"" }
        }
    }
}
