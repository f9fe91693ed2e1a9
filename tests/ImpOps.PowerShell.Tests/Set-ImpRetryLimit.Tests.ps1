BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4
    $null = Connect-Lab $lab -Name main
    $group = 'DefaultCUPSubcluster'
    function Get-Limit {
        $parameters = (Get-LabState $lab).parameters
        foreach ($node in $lab.NodeName) {
            ($parameters.Where({ $_.node -eq $node -and $_.name -like 'ClientReLogin*' }) | Sort-Object name).value -join '/'
        }
    }
}

AfterAll { Stop-Lab $lab }

Describe 'Set-ImpRetryLimit' {
    BeforeEach {
        Clear-LabFault $lab
        Set-ImpRetryLimit * 90 537
        Clear-LabRequest $lab
    }

    It 'sets both limits on both nodes and reads them back' {
        $set = Set-ImpRetryLimit $group 90 953 -PassThru
        $set[0].GetType().FullName | Should -Be 'ImpOps.Cluster.NodeRetryLimit'
        $set | ForEach-Object { "$($_.PresenceRedundancyGroup) $($_.NodeName) $($_.RetryLowerLimit)/$($_.RetryUpperLimit) $($_.Connection)" } |
            Should -Be "$group 127.0.0.11 90/953 main", "$group 127.0.0.12 90/953 main"
        Get-Limit | Should -Be '90/953', '90/953', '90/537', '90/537'
    }

    It 'takes the output of Get-ImpRetryLimit' {
        $limit = @{ OvaSize = 15000; HighAvailabilityMode = 'ActiveActive'; CriticalServiceDownDelay = 90 }
        Get-ImpRetryLimit @limit -NodeUserCount 2000, 1000 -PresenceRedundancyGroup $group | Set-ImpRetryLimit | Should -BeNullOrEmpty
        Get-Limit | Should -Be '90/253', '90/253', '90/537', '90/537'
    }

    It 'takes groups, nodes, and lines of a CSV file' {
        (Get-ImpPresenceRedundancyGroup | Set-ImpRetryLimit -RetryLowerLimit 90 -RetryUpperLimit 600 -PassThru).RetryUpperLimit | Should -Be 600, 600, 600, 600
        (Get-ImpNode | Set-ImpRetryLimit -RetryLowerLimit 90 -RetryUpperLimit 601 -PassThru).NodeName | Should -Be $lab.NodeName
        "PresenceRedundancyGroup,RetryLowerLimit,RetryUpperLimit`nSubcluster-2,90,602" | ConvertFrom-Csv | Set-ImpRetryLimit
        Get-Limit | Should -Be '90/601', '90/601', '90/602', '90/602'
    }

    It 'puts the first node back where the second fails, and says so' {
        $null = Add-LabFault $lab ServerFault -Operation updateServiceParameter -After 1 -Count 1 -Text 'The table is locked'
        Set-ImpRetryLimit $group 90 700 -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'RetryLimitNotSet,*'
        $problem[0].Exception.Message | Should -BeLike '*The table is locked*127.0.0.11*537*'
        $problem[0].TargetObject | Should -Be $group
        Get-Limit | Should -Be '90/537', '90/537', '90/537', '90/537'
    }

    It 'says which node holds what where putting back fails too, and goes on with the next group' {
        $null = Add-LabFault $lab ServerFault -Operation updateServiceParameter -After 1 -Count 2
        Set-ImpRetryLimit * 90 700 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'RetryLimitUneven,*'
        $problem[0].Exception.Message | Should -Match '127\.0\.0\.11\D+90\D+700\D+127\.0\.0\.12\D+90\D+537'
        Get-Limit | Should -Be '90/700', '90/537', '90/700', '90/700'
    }

    It 'warns where the lower limit is not Critical Service Down Delay' {
        Set-ImpRetryLimit $group 120 953 -WarningVariable warning -WarningAction SilentlyContinue
        $warning.Count | Should -Be 1
        $warning[0].Message | Should -Match '120.*90'
        Get-Limit | Select-Object -First 2 | Should -Be '120/953', '120/953'
    }

    It 'sets nothing in a group that comes with different limits' {
        $lines = "PresenceRedundancyGroup,RetryLowerLimit,RetryUpperLimit`n$group,90,700`nSubcluster-2,90,700`n$group,90,701" | ConvertFrom-Csv
        $lines | Set-ImpRetryLimit -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'RetryLimitContradicts,*'
        Get-Limit | Should -Be '90/537', '90/537', '90/700', '90/700'
    }

    It 'does not write what is there already' {
        (Set-ImpRetryLimit $group 90 537 -PassThru).Count | Should -Be 2
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'changes nothing with WhatIf' {
        Set-ImpRetryLimit * 90 999 -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
        Get-Limit | Should -Be '90/537', '90/537', '90/537', '90/537'
    }

    It 'refuses an unknown group, limits that are no window, and what is no number' {
        { Set-ImpRetryLimit NoSuch 90 537 -ErrorAction Stop } | Should -Throw -ErrorId 'GroupUnknown,*'
        { Set-ImpRetryLimit $group 90 90 -ErrorAction Stop } | Should -Throw -ErrorId 'RetryLimitWindowInvalid,*'
        { Set-ImpRetryLimit $group 90 1.5 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        Get-LabRequest $lab -Operation update* | Should -BeNullOrEmpty
    }

    It 'needs a connection' {
        $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
        try {
            $null = $shell.AddScript({ param($m) Import-Module $m; Set-ImpRetryLimit x 90 537 }).AddArgument($env:IMPOPS_MODULE)
            $null = $shell.Invoke()
            $shell.Streams.Error.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        }
        finally { $shell.Dispose() }
    }

    It 'shows group, node and limits' {
        $text = Set-ImpRetryLimit $group 90 537 -PassThru | Out-String -Width 99
        $text | Should -Match 'DefaultCUPSubcluster 127\.0\.0\.11 +90 +537 main'
    }

    It 'breaks no contract' { Get-LabViolation $lab | Should -BeNullOrEmpty }
}
