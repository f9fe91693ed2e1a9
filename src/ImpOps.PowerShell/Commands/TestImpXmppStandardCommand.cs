using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ImpOps.Xmpp;

namespace ImpOps.PowerShell.Commands;

/// <summary>Test-ImpXmppStandard: which of the standards that the product claims a server announces.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ImpXmppStandard", DefaultParameterSetName = PathSet)]
[OutputType(typeof(XmppStandardFinding), typeof(bool))]
public sealed class TestImpXmppStandardCommand : ImpCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ObjectSet = "InputObject";
    private const string LiveSet = "Live";

    private readonly StringBuilder _text = new();
    private XmppAnswers _answers = new();
    private bool _allRead = true;

    /// <summary>Files with answers of one server; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The answers as text, line by line or whole, as XML documents, or as files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [Alias("Xml")]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>A live server: host name, FQDN or IP address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiveSet)]
    public string Server { get; set; } = "";

    /// <summary>Who logs in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiveSet)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The XMPP domain; without it, what stands behind the @ of the user name, or the server.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public string? Domain { get; set; }

    /// <summary>The port for clients, 1 to 65535.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public int Port { get; set; } = 5222;

    /// <summary>SHA-256 thumbprints of the certificates to accept, and no others.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public string[] CertificateThumbprint { get; set; } = [];

    /// <summary>Accepts any certificate, with a warning.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How long one step may take, in seconds.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Only say whether the server announces all that it would have to.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        switch (ParameterSetName)
        {
            case LiveSet:
                AskServer();
                break;
            case ObjectSet:
                Take(InputObject);
                break;
            default:
                bool literal = ParameterSetName == LiteralPathSet;
                ReadFiles(literal ? LiteralPath : Path, literal);
                break;
        }
    }

    private protected override void End()
    {
        ReadText();
        if (_answers.Servers.Count > 1)
        {
            WriteWarning(ErrorRecords.Format(Messages.XmppServersMixed, string.Join(", ", _answers.Servers)));
        }

        IReadOnlyList<XmppStandardFinding> findings = _answers.IsEmpty ? [] : XmppCompliance.Check(_answers);
        if (Quiet)
        {
            // What was not asked, or not understood, may be missing.
            WriteObject(_allRead && AllPathsFound && findings.Count > 0 && findings.All(finding => finding.State is XmppStandardState.Announced or XmppStandardState.NotObservable));
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }

    private void AskServer()
    {
        if (SkipCertificateCheck && CertificateThumbprint.Length == 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.CertificateCheckSkipped, Server));
        }

        XmppServerOptions options = new()
        {
            Server = Server,
            Port = Port,
            Domain = Domain,
            // As for a cluster: PowerShell puts a backslash before a name without a domain.
            Credential = new NetworkCredential(Credential.UserName.TrimStart('\\'), Credential.Password),
            CertificateThumbprints = CertificateThumbprint,
            SkipCertificateCheck = SkipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            Time = Time,
        };
        List<InputProblem> problems = [];
        Read(() => _answers = Await(token => XmppServer.AskAsync(options, problems.Add, token)));
        problems.ForEach(Tell);
    }

    private void Take(PSObject? input)
    {
        switch (input?.BaseObject)
        {
            case null:
                break;
            case string line:
                // Lines of one text; a document of its own begins with its declaration.
                if (line.TrimStart().StartsWith("<?xml", StringComparison.Ordinal))
                {
                    ReadText();
                }

                _text.AppendLine(line);
                break;
            case XmlNode node:
                ReadXml(node.OuterXml);
                break;
            case XNode node:
                ReadXml(node.ToString());
                break;
            default:
                if (PathOf(input) is string path)
                {
                    ReadFiles([path], literal: true);
                }
                else
                {
                    WriteError(ErrorRecords.NotXml(input));
                    _allRead = false;
                }

                break;
        }
    }

    private void ReadText()
    {
        if (_text.Length > 0)
        {
            ReadXml(_text.ToString());
            _text.Clear();
        }
    }

    private void ReadXml(string xml) => Read(() => XmppAnswerReader.ReadText(xml, _answers, TellRead, StopToken));

    private void ReadFiles(string[] paths, bool literal)
    {
        foreach (string path in ResolveNewFiles(paths, literal))
        {
            Read(() => XmppAnswerReader.ReadFile(path, _answers, TellRead, StopToken));
        }
    }

    private void Read(Action read)
    {
        if (!Attempt(read))
        {
            _allRead = false;
        }
    }

    private void TellRead(InputProblem found)
    {
        _allRead &= found.IsWarning;
        Tell(found);
    }
}
