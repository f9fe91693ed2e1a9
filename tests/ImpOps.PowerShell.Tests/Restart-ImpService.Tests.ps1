BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
    $lab = Start-Lab -Nodes 4 -Speed 60
    $null = Connect-Lab $lab -Name main
    $proxy, $router, $engine = 'Cisco SIP Proxy', 'Cisco XCP Router', 'Cisco Presence Engine'
    # Groups: DefaultCUPSubcluster without high availability, Subcluster-2 with it.
    Disable-ImpHighAvailability DefaultCUPSubcluster -Confirm:$false

    # Somebody who sits at the host and gives always the same answer.
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ImpOps.Tests
{
    public sealed class AnsweringHost : PSHost
    {
        private readonly Person _person = new Person();
        public AnsweringHost(int answer) { _person.Answer = answer; }
        public List<string> Questions { get { return _person.Questions; } }
        public List<string> Progress { get { return _person.Progress; } }
        public override CultureInfo CurrentCulture { get { return CultureInfo.CurrentCulture; } }
        public override CultureInfo CurrentUICulture { get { return CultureInfo.CurrentUICulture; } }
        public override Guid InstanceId { get; } = Guid.NewGuid();
        public override string Name { get { return "AnsweringHost"; } }
        public override Version Version { get { return new Version(1, 0); } }
        public override PSHostUserInterface UI { get { return _person; } }
        public override void EnterNestedPrompt() { }
        public override void ExitNestedPrompt() { }
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }
        public override void SetShouldExit(int exitCode) { }

        private sealed class Person : PSHostUserInterface
        {
            public int Answer;
            public readonly List<string> Questions = new List<string>();
            public readonly List<string> Progress = new List<string>();
            public override PSHostRawUserInterface RawUI { get { return null; } }
            public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) { Questions.Add(message); return Answer; }
            public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string user, string target) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string user, string target, PSCredentialTypes types, PSCredentialUIOptions options) { throw new NotSupportedException(); }
            public override string ReadLine() { throw new NotSupportedException(); }
            public override SecureString ReadLineAsSecureString() { throw new NotSupportedException(); }
            public override void Write(string value) { }
            public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { }
            public override void WriteDebugLine(string message) { }
            public override void WriteErrorLine(string value) { }
            public override void WriteLine(string value) { Questions.Add(value); }
            public override void WriteProgress(long source, ProgressRecord record) { Progress.Add(record.RecordType + " " + record.Activity + " " + record.StatusDescription); }
            public override void WriteVerboseLine(string message) { }
            public override void WriteWarningLine(string message) { }
        }
    }
}
'@

    function Invoke-WithHost($AnsweringHost, [scriptblock] $Script) {
        $runspace = [runspacefactory]::CreateRunspace($AnsweringHost)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript({
                    param($module, $harness, $lab, $script)
                    Import-Module $module
                    Import-Module $harness
                    $connection = Connect-Lab $lab
                    try { & ([scriptblock]::Create($script)) } finally { Disconnect-ImpCluster $connection }
                }).AddArgument($env:IMPOPS_MODULE).AddArgument((Join-Path $PSScriptRoot 'Lab.psm1')).AddArgument($lab).AddArgument([string] $Script)
            $shell.Invoke()
            $shell.Streams.Error
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

AfterAll { Stop-Lab $lab }

Describe 'Restart-ImpService' {
    BeforeEach {
        Clear-LabFault $lab
        # What restarts must be up before it is told to restart again.
        Step-LabTime $lab 120
        Clear-LabRequest $lab
    }

    It 'restarts a service by one Restart, and returns nothing' {
        $before = Get-LabService $lab 127.0.0.11 $proxy
        Restart-ImpService $proxy 127.0.0.11 | Should -BeNullOrEmpty
        $after = Get-LabService $lab 127.0.0.11 $proxy
        $after.restartCommands - $before.restartCommands | Should -Be 1
        $after.startCommands + $after.stopCommands | Should -Be 0
        (Get-LabRequest $lab -Operation soapDoControlServices).node | Should -Be '127.0.0.11'
    }

    It 'waits until the service is up, and returns it' {
        $service = Restart-ImpService 'cisco sip proxy' 127.0.0.12 -Wait -PassThru
        $service.GetType().FullName | Should -Be 'ImpOps.Cluster.ClusterService'
        $service.NodeName, $service.Name, [string] $service.Status, $service.Connection | Should -Be '127.0.0.12', $proxy, 'Started', 'main'
        (Get-LabService $lab 127.0.0.12 $proxy).status | Should -Be 'Started'
    }

    It 'returns the service as it is where it does not wait' {
        [string] (Restart-ImpService $proxy 127.0.0.11 -PassThru).Status | Should -BeIn 'Stopping', 'Starting'
    }

    It 'waits with Cisco XCP Router for all that restarts with it' {
        $null = Restart-ImpService $router 127.0.0.11 -Wait
        $node = (Get-LabState $lab).nodes.Where({ $_.name -eq '127.0.0.11' })
        $node.services.Where({ $_.name -like 'Cisco XCP*' -and $_.activated }).status | Sort-Object -Unique | Should -Be 'Started'
    }

    It 'takes services and nodes from the pipeline, several of both, and wildcards of nodes' {
        $services = Restart-ImpService $proxy 127.0.0.11, 127.0.0.12 -Wait -PassThru
        $services.NodeName | Should -Be '127.0.0.11', '127.0.0.12'
        Clear-LabRequest $lab
        ($services | Restart-ImpService -Wait -PassThru).NodeName | Should -Be '127.0.0.11', '127.0.0.12'
        (Get-ImpNode 127.0.0.1[12] | Restart-ImpService $proxy -Wait -PassThru).Count | Should -Be 2
        (Restart-ImpService $proxy 127.0.0.1[12] -Wait -PassThru).Count | Should -Be 2
        (Get-LabRequest $lab -Operation soapDoControlServices).Count | Should -Be 6
    }

    It 'restarts nothing with WhatIf, and names what would restart with Cisco XCP Router' {
        $someone = [ImpOps.Tests.AnsweringHost]::new(0)
        Invoke-WithHost $someone { Restart-ImpService 'Cisco XCP Router' 127.0.0.11 -PassThru -WhatIf } | Should -BeNullOrEmpty
        Get-LabRequest $lab -Operation soapDoControlServices | Should -BeNullOrEmpty
        $said = $someone.Questions -join "`n"
        'Cisco XCP Text Conference Manager', 'Cisco XCP Web Connection Manager', 'Cisco XCP Connection Manager', 'Cisco XCP Authentication Service' |
            ForEach-Object { $said | Should -BeLike "*$_*" }
        $said | Should -Not -BeLike '*Cisco XCP Directory Service*'
        $said | Should -Not -BeLike '*Cisco XCP Config Manager*'
    }

    It 'asks where high availability is on, and takes no for an answer' {
        $someone = [ImpOps.Tests.AnsweringHost]::new(2)
        Invoke-WithHost $someone { Restart-ImpService 'Cisco SIP Proxy' 127.0.0.13 -WarningAction SilentlyContinue } | Should -BeNullOrEmpty
        $someone.Questions.Count | Should -Be 1
        $someone.Questions[0] | Should -BeLike '*Subcluster-2*'
        Get-LabRequest $lab -Operation soapDoControlServices | Should -BeNullOrEmpty
    }

    It 'restarts where the answer is yes, and shows meanwhile what happens' {
        $someone = [ImpOps.Tests.AnsweringHost]::new(0)
        $service = Invoke-WithHost $someone { Restart-ImpService 'Cisco SIP Proxy' 127.0.0.13 -Wait -PassThru -WarningAction SilentlyContinue }
        [string] $service.Status | Should -Be 'Started'
        $someone.Progress.Where({ $_ -like 'Processing*127.0.0.13*Cisco SIP Proxy*' }).Count | Should -BeGreaterThan 0
        $someone.Progress[-1] | Should -BeLike 'Completed*'
    }

    It 'asks nothing with Force, and warns' {
        $someone = [ImpOps.Tests.AnsweringHost]::new(2)
        Invoke-WithHost $someone { Restart-ImpService 'Cisco SIP Proxy' 127.0.0.14 -Force -WarningVariable warning -WarningAction SilentlyContinue; $warning.Count } | Should -Be 1
        $someone.Questions.Count | Should -Be 0
        (Get-LabRequest $lab -Operation soapDoControlServices).node | Should -Be '127.0.0.14'
    }

    It 'asks nothing where high availability is off' {
        $someone = [ImpOps.Tests.AnsweringHost]::new(2)
        Invoke-WithHost $someone { Restart-ImpService 'Cisco SIP Proxy' 127.0.0.11 -WarningVariable warning; $warning.Count } | Should -Be 0
        $someone.Questions.Count | Should -Be 0
        (Get-LabRequest $lab -Operation soapDoControlServices).Count | Should -Be 1
    }

    It 'restarts nothing where nobody can be asked' {
        $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
        try {
            $null = $shell.AddScript({
                    param($module, $harness, $lab)
                    Import-Module $module
                    Import-Module $harness
                    $connection = Connect-Lab $lab
                    Restart-ImpService 'Cisco SIP Proxy' 127.0.0.13 -WarningAction SilentlyContinue
                    Disconnect-ImpCluster $connection
                }).AddArgument($env:IMPOPS_MODULE).AddArgument((Join-Path $PSScriptRoot 'Lab.psm1')).AddArgument($lab).Invoke()
            $shell.Streams.Error.FullyQualifiedErrorId | Should -BeLike 'RestartNotAsked,*'
        }
        finally { $shell.Dispose() }
        Get-LabRequest $lab -Operation soapDoControlServices | Should -BeNullOrEmpty
    }

    It 'refuses <Why>, and restarts nothing' -ForEach @(
        @{ Why = 'a misspelt service'; Id = 'ServiceUnknown'; Arguments = @{ Name = 'Cisco SIP Porxy'; NodeName = '127.0.0.11' } }
        @{ Why = 'wildcards of services'; Id = 'ServiceUnknown'; Arguments = @{ Name = 'Cisco*'; NodeName = '127.0.0.11' } }
        @{ Why = 'an unknown node'; Id = 'NodeUnknown'; Arguments = @{ Name = 'Cisco SIP Proxy'; NodeName = 'imp-9' } }
        @{ Why = 'a service that is not activated'; Id = 'ServiceControlRefused'; Arguments = @{ Name = 'Cisco XCP Directory Service'; NodeName = '127.0.0.11' } }
        @{ Why = 'no time to wait'; Id = 'TimeoutNotPositive'; Arguments = @{ Name = 'Cisco SIP Proxy'; NodeName = '127.0.0.11'; Timeout = '00:00:00' } }
        @{ Why = 'a time without a unit'; Id = 'ParameterArgumentTransformationError'; Arguments = @{ Name = 'Cisco SIP Proxy'; NodeName = '127.0.0.11'; Timeout = '10' } }
    ) {
        $before = (Get-LabState $lab).nodes.services.restarts
        { Restart-ImpService @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        (Get-LabState $lab).nodes.services.restarts | Should -Be $before
    }

    It 'goes on with the next node where one is dead' {
        $id = Add-LabFault $lab Refused -Node 127.0.0.11
        Restart-ImpService $proxy 127.0.0.11, 127.0.0.12 -ErrorVariable problem -ErrorAction SilentlyContinue
        Clear-LabFault $lab $id
        $problem.FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
        (Get-LabRequest $lab -Operation soapDoControlServices).node | Should -Be '127.0.0.12'
    }

    It 'says what the service does where it is not up in time' {
        { Restart-ImpService $router 127.0.0.12 -Timeout 00:00:01 -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNotRestarted,*'
    }

    It 'is restarted once where the answer is lost' {
        $before = (Get-LabService $lab 127.0.0.11 $proxy).restartCommands
        $null = Add-LabFault $lab ResponseLost -Operation soapDoControlServices -Count 1
        { Restart-ImpService $proxy 127.0.0.11 -Wait -ErrorAction Stop } | Should -Throw -ErrorId 'ServerUnreachable,*'
        (Get-LabService $lab 127.0.0.11 $proxy).restartCommands - $before | Should -Be 1
    }

    It 'breaks no contract' { Get-LabViolation $lab | Should -BeNullOrEmpty }
}
