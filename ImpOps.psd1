@{
    # PowerShell 7 loads the library into an assembly load context of its own; Windows PowerShell 5.1 has none. Not `if`: PowerShell would
    # compile it at every import.
    RootModule             = "bin/$PSEdition/ImpOps.PowerShell.dll"
    NestedModules          = @("bin/$PSEdition/ImpOps.Loader.dll")
    ModuleVersion          = '0.2.0'
    GUID                   = 'b6b0b1b2-6f0a-4f5e-9b59-0d2f4c8a7e31'
    Author                 = 'The ImpOps contributors'
    CompanyName            = 'The ImpOps contributors'
    Copyright              = '(c) The ImpOps contributors. MIT licence.'
    Description            = 'For administrators of Cisco Unified CM IM and Presence Service: client re-login limits by the published high-availability login profiles; which service a change or an audit log asks to restart, and in which safe order; the user sessions report as objects, CSV and HTML; JSM session capacity and alarms; multiple device messaging; XMPP standards; and live clusters over AXL, PerfMon and Control Center.'
    CompatiblePSEditions   = @('Core', 'Desktop')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('formats/ImpOps.Format.ps1xml')
    TypesToProcess         = @('formats/ImpOps.Types.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Connect-ImpCluster'
        'ConvertFrom-ImpCliOutput'
        'ConvertTo-ImpMetric'
        'Disable-ImpHighAvailability'
        'Disable-ImpMultiDeviceMessaging'
        'Disconnect-ImpCluster'
        'Enable-ImpHighAvailability'
        'Enable-ImpMultiDeviceMessaging'
        'Export-ImpCapacityReport'
        'Export-ImpMetric'
        'Export-ImpSessionReport'
        'Get-ImpAssignedUser'
        'Get-ImpConnection'
        'Get-ImpCounter'
        'Get-ImpLoginProfile'
        'Get-ImpMdmInteraction'
        'Get-ImpNode'
        'Get-ImpPresenceRedundancyGroup'
        'Get-ImpRebalancePlan'
        'Get-ImpRestartPlan'
        'Get-ImpRestartRule'
        'Get-ImpRetryLimit'
        'Get-ImpService'
        'Get-ImpServiceParameter'
        'Get-ImpSessionReport'
        'Get-ImpXmppStandard'
        'Import-ImpAuditLog'
        'Import-ImpCounterLog'
        'Invoke-ImpMdmScenario'
        'Invoke-ImpRestartPlan'
        'Measure-ImpJsmCapacity'
        'Measure-ImpMdmCounter'
        'Move-ImpUser'
        'Restart-ImpService'
        'Set-ImpRetryLimit'
        'Set-ImpServiceParameter'
        'Test-ImpMdmReadiness'
        'Test-ImpRestartRequired'
        'Test-ImpRetryLimit'
        'Test-ImpXmppStandard'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('Cisco', 'IMandPresence', 'CUCM', 'Jabber', 'XMPP', 'Presence', 'UnifiedCommunications', 'HighAvailability', 'Capacity', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://github.com/impops/ImpOps'
            ReleaseNotes = 'Audit logs as a restart adviser, multiple device messaging, XMPP standards, pasted CLI output, HTML reports, metrics, and help in English and Chinese. See CHANGELOG.md in the module.'
        }
    }
}
