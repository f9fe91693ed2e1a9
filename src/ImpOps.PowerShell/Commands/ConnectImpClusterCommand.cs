using System;
using System.Management.Automation;
using System.Net;
using ImpOps.Cluster;

namespace ImpOps.PowerShell.Commands;

/// <summary>Connect-ImpCluster: a connection to a live cluster, which becomes the default of the session.</summary>
[Cmdlet(VerbsCommunications.Connect, "ImpCluster")]
[OutputType(typeof(ClusterConnection))]
public sealed class ConnectImpClusterCommand : ImpCmdlet
{
    /// <summary>The publisher: host name, FQDN or IP address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Server { get; set; } = "";

    /// <summary>Who connects.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>What to call the connection; without it, the name of the server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The version of the AXL schema to speak.</summary>
    [Parameter]
    public string AxlVersion { get; set; } = "14.0";

    /// <summary>SHA-256 thumbprints of the certificates to accept, and no others.</summary>
    [Parameter]
    public string[] CertificateThumbprint { get; set; } = [];

    /// <summary>Accepts any certificate, with a warning.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How long one request may take, in seconds.</summary>
    [Parameter]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The HTTPS port of every node, 1 to 65535.</summary>
    [Parameter]
    public int Port { get; set; } = 8443;

    private protected override void Process()
    {
        if (SkipCertificateCheck && CertificateThumbprint.Length == 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.CertificateCheckSkipped, Server));
        }

        ClusterConnectionOptions options = new()
        {
            Server = Server,
            Port = Port,
            // PowerShell puts a backslash before a name without a domain, and would take the domain off one that has it.
            Credential = new NetworkCredential(Credential.UserName.TrimStart('\\'), Credential.Password),
            Name = Name,
            AxlVersion = AxlVersion,
            CertificateThumbprints = CertificateThumbprint,
            SkipCertificateCheck = SkipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            Time = Time,
        };
        try
        {
            ClusterConnection connection = Await(token => ClusterConnection.ConnectAsync(options, token));
            ConnectionStore.Current.Add(connection);
            WriteObject(connection);
        }
        catch (ImpOpsException problem)
        {
            ThrowTerminatingError(ErrorRecords.From(problem));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
