# A lab cluster for a test file: started in BeforeAll, stopped in AfterAll.
#
#     BeforeAll {
#         Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
#         $lab = Start-Lab -Nodes 2 -Speed 60
#         $connection = Connect-Lab $lab
#     }
#
#     AfterAll { Stop-Lab $lab }
#
# The lab is built with the tests. It has ended when the session has, however that ended.

Set-StrictMode -Version 3.0

function Start-Lab {
    <#
    .SYNOPSIS
        Starts a lab: where it is, whose it is, and how to control it.
    .DESCRIPTION
        Nodes are 127.0.0.11, 127.0.0.12 and so on; groups are pairs of them. With a speed, the module's own waits pass as fast as the lab's time.
    #>
    [CmdletBinding()]
    param(
        [int] $Nodes = 4,
        [int] $Users = 400,
        [int] $UnassignedUsers = 0,

        # A free port where it is 0.
        [int] $Port = 0,

        # Seconds of the lab and of the module in a second of the machine.
        [double] $Speed = 1,

        # The password of the account; made up where there is none.
        [string] $Password,

        [switch] $NoHighAvailability
    )

    $arguments = @(
        if ($env:IMPOPS_LAB) { $env:IMPOPS_LAB } else { Get-BuiltPath 'ImpOps.Lab/bin/*/net10.0/ImpOps.Lab.dll' }
        '--nodes', $Nodes, '--users', $Users, '--unassigned-users', $UnassignedUsers, '--port', $Port
        '--speed', $Speed.ToString([cultureinfo]::InvariantCulture)
        if ($Password) { '--password', $Password }
        if ($NoHighAvailability) { '--no-ha' }
        '--until-stdin-closes'
    )
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($argument in $arguments) { $start.ArgumentList.Add([string] $argument) }

    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) {
        throw "The lab did not start: $($process.StandardError.ReadToEnd())"
    }

    if ($Speed -ne 1) { Set-ModuleSpeed $Speed }
    $told = ConvertFrom-Json $line
    [pscustomobject]@{
        Server     = $told.server
        Port       = [int] $told.port
        User       = $told.user
        Password   = $told.password
        Credential = [pscredential]::new($told.user, (ConvertTo-SecureString $told.password -AsPlainText -Force))
        Thumbprint = $told.thumbprint
        Control    = $told.control
        NodeName   = @(11..(10 + $Nodes) | ForEach-Object { "127.0.0.$_" })
        Speed      = $Speed
        Process    = $process
    }
}

function Stop-Lab {
    <#
    .SYNOPSIS
        Ends a lab, closes every connection of the session, and lets time pass as usual again.
    #>
    [CmdletBinding()]
    param([Parameter(Position = 0)] [psobject] $Lab)

    Get-ImpConnection | Disconnect-ImpCluster
    if ($Lab) {
        if ($Lab.Speed -ne 1) { Set-ModuleSpeed 1 }
        $Lab.Process.StandardInput.Close()
        if (-not $Lab.Process.WaitForExit(10000)) { $Lab.Process.Kill() }
        $Lab.Process.Dispose()
    }
}

function Connect-Lab {
    <#
    .SYNOPSIS
        Connects to a lab and pins its certificate. The connection becomes the default.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [string] $Name,

        # In seconds of the module; the default leaves a slow machine time, whatever the lab's speed.
        [int] $TimeoutSec
    )

    $more = @{ TimeoutSec = if ($TimeoutSec) { $TimeoutSec } else { 30 * [Math]::Max(1, $Lab.Speed) } }
    if ($Name) { $more.Name = $Name }
    Connect-ImpCluster -Server $Lab.Server -Port $Lab.Port -Credential $Lab.Credential -CertificateThumbprint $Lab.Thumbprint @more
}

function Get-LabState {
    <#
    .SYNOPSIS
        What the lab is now: time, nodes (with services and sessions), groups, parameters.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [psobject] $Lab)

    Invoke-LabControl $Lab Get 'state'
}

function Get-LabService {
    <#
    .SYNOPSIS
        A service of a node as the lab has it: Status, StartTime, Restarts, RestartCommands, StartCommands, StopCommands.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [string] $Node,
        [Parameter(Mandatory, Position = 2)] [string] $Name
    )

    (Get-LabState $Lab).nodes.Where({ $_.name -eq $Node }).services.Where({ $_.name -eq $Name })
}

function Get-LabRequest {
    <#
    .SYNOPSIS
        The requests that came in, oldest first: number, time, node, path, service, operation, fault, status, carriedOut, body, response.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [string] $Operation = '*',
        [string] $Node = '*'
    )

    @(Invoke-LabControl $Lab Get 'requests').Where({ $_.operation -like $Operation -and $_.node -like $Node })
}

function Clear-LabRequest {
    <#
    .SYNOPSIS
        Forgets the requests that came in.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [psobject] $Lab)

    $null = Invoke-LabControl $Lab Delete 'requests'
}

function Get-LabViolation {
    <#
    .SYNOPSIS
        What the requests broke of the contracts: nothing, in the end.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [psobject] $Lab)

    Invoke-LabControl $Lab Get 'violations'
}

function Add-LabFault {
    <#
    .SYNOPSIS
        Adds a fault and gives its number. What each kind does, and what Seconds is for it, stands in the lab's FaultKind.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,

        [Parameter(Mandatory, Position = 1)]
        [ValidateSet('Refused', 'Reset', 'Slow', 'CutXml', 'Dtd', 'EntityBomb', 'HugeXml', 'LoginPage', 'Unauthorized', 'Forbidden', 'ServerFault', 'Unavailable',
            'Throttle', 'ExpiredSession', 'ExpiredHandle', 'WrongCertificate', 'NodeDies', 'ResponseLost', 'SessionsStayShort')]
        [string] $Kind,

        # Every node where there is none.
        [string] $Node,

        # As SOAP names it; every operation where there is none.
        [string] $Operation,

        # How many requests it strikes; all until it is removed where there is none.
        [int] $Count,

        # How many requests pass first.
        [int] $After,

        [double] $Seconds,
        [int] $Megabytes,
        [double] $Share,

        # The server's words in ServerFault.
        [string] $Text
    )

    $fault = @{}
    foreach ($name in 'Kind', 'Node', 'Operation', 'Count', 'After', 'Seconds', 'Megabytes', 'Share', 'Text') {
        if ($PSBoundParameters.ContainsKey($name)) { $fault[$name.ToLowerInvariant()] = $PSBoundParameters[$name] }
    }

    (Invoke-LabControl $Lab Post 'faults' $fault).id
}

function Clear-LabFault {
    <#
    .SYNOPSIS
        Removes a fault, or every fault.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Position = 1)] [int] $Id
    )

    $null = Invoke-LabControl $Lab Delete $(if ($Id) { "faults/$Id" } else { 'faults' })
}

function Stop-LabNode {
    <#
    .SYNOPSIS
        Lets a node die.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [string] $Node
    )

    $null = Invoke-LabControl $Lab Post "nodes/$Node/kill"
}

function Start-LabNode {
    <#
    .SYNOPSIS
        Boots a node that has died.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [string] $Node
    )

    $null = Invoke-LabControl $Lab Post "nodes/$Node/revive"
}

function Invoke-LabFallback {
    <#
    .SYNOPSIS
        Does for a group what an administrator does after a failover.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [string] $Group
    )

    $null = Invoke-LabControl $Lab Post "groups/$([uri]::EscapeDataString($Group))/fallback"
}

function Set-LabUser {
    <#
    .SYNOPSIS
        Assigns a user to a node; to none where no node is given.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [string] $UserId,
        [Parameter(Position = 2)] [AllowNull()] [object] $Node
    )

    $null = Invoke-LabControl $Lab Post "users/$([uri]::EscapeDataString($UserId))" @{ node = $Node }
}

function Step-LabTime {
    <#
    .SYNOPSIS
        Puts the lab's clock forward.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Lab,
        [Parameter(Mandatory, Position = 1)] [double] $Seconds
    )

    $null = Invoke-LabControl $Lab Post 'time' @{ seconds = $Seconds }
}

# What was built last: the tests build it, and so does `dotnet build`.
function Get-BuiltPath([string] $Path) {
    $built = Get-ChildItem (Join-Path (Split-Path $PSScriptRoot) $Path) -ErrorAction Ignore | Sort-Object LastWriteTime -Descending
    if (-not $built) { throw "There is no $Path. Build it: dotnet build" }
    $built[0].FullName
}

function Invoke-LabControl {
    param($Lab, $Method, $Path, $Body)

    $more = if ($Body) { @{ Body = ConvertTo-Json $Body; ContentType = 'application/json' } } else { @{} }
    $answer = Invoke-RestMethod -Method $Method -Uri ($Lab.Control + $Path) -NoProxy @more
    $answer
}

# The clock is of the type that the module's build has: the runtime's, or that of its own Microsoft.Bcl.TimeProvider.
function Set-ModuleSpeed([double] $Speed) {
    $property = (Get-Command Connect-ImpCluster).ImplementingType.BaseType.GetProperty('Time', [Reflection.BindingFlags] 'Static, NonPublic')
    $provider = $property.PropertyType
    if ($Speed -eq 1) {
        $property.SetValue($null, $provider::System)
        return
    }

    if (-not ('ImpOps.Tests.FastClock' -as [type])) {
        $build = if ($provider.Assembly -eq [object].Assembly) { 'net8.0' } else { 'netstandard2.0' }
        Add-Type -LiteralPath (Get-BuiltPath "ImpOps.FastClock/bin/*/$build/ImpOps.FastClock.dll")
    }

    $property.SetValue($null, [ImpOps.Tests.FastClock]::new($Speed))
}

Export-ModuleMember -Function *-Lab*
