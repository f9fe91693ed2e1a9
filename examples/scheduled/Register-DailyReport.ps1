<#
.SYNOPSIS
    Registers DailyReport.ps1 with the Task Scheduler of Windows, every day at one time.
.DESCRIPTION
    The task runs as the account that registers it, whether or not that is logged on; no password is kept, so it reads and writes local folders only.
    A run that ends with another exit code than 0 has that code as its Last Run Result, and the history of the task shows it. Copy the folder to
    where it is to stay, then register it from there, in a PowerShell that runs as administrator.
.EXAMPLE
    ./Register-DailyReport.ps1 -At 06:00 -Argument '-Sessions C:\Imp\sessions.csv -Inventory C:\Imp\nodes.csv -Destination C:\Imp\Reports'
.EXAMPLE
    ./Register-DailyReport.ps1 -At 06:00 -WhatIf
    Says what would be registered.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # When to run it, every day.
    [datetime] $At = '06:00',

    # The parameters of DailyReport.ps1, as on a command line.
    [string] $Argument = '',

    # The name of the task.
    [string] $TaskName = 'ImpOps daily report'
)

$ErrorActionPreference = 'Stop'
$script = Join-Path $PSScriptRoot 'DailyReport.ps1'
# The PowerShell that this runs in: the module is installed for it.
$engine = (Get-Process -Id $PID).Path
$command = "-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File `"$script`" $Argument".TrimEnd()

if ($PSCmdlet.ShouldProcess("$TaskName, every day at $($At.ToString('HH:mm'))", "$engine $command")) {
    $task = @{
        TaskName    = $TaskName
        Description = 'Writes the user sessions reports; the result is 1 where a node is too full, 2 where it cannot be told.'
        Action      = New-ScheduledTaskAction -Execute $engine -Argument $command -WorkingDirectory $PSScriptRoot
        Trigger     = New-ScheduledTaskTrigger -Daily -At $At
        # Without a principal, it would run only while somebody is logged on.
        Principal   = New-ScheduledTaskPrincipal -UserId "$([Environment]::UserDomainName)\$([Environment]::UserName)" -LogonType S4U
        Settings    = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1)
    }
    Register-ScheduledTask @task -Force
}
