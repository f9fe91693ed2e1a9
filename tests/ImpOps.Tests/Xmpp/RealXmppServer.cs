using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using ImpOps.Lab;

namespace ImpOps.Tests.Xmpp;

/// <summary>A Prosody or ejabberd as Debian packages it, with a configuration, data and ports of its own; nothing of it is left when it is disposed.</summary>
internal sealed class RealXmppServer : IAsyncDisposable
{
    public const string Domain = "imp.example.com";
    public const string User = "alice";
    public const string Password = "Xy7-Kennwort-mima";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("impops-xmpp-").FullName;
    private readonly X509Certificate2 _certificate = LabCertificate.Create(Domain, [IPAddress.Loopback]);
    private readonly List<string> _output = [];
    private Process? _process;

    private RealXmppServer()
    {
        File.WriteAllText(PathOf("certificate.pem"), _certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(PathOf("key.pem"), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(PathOf("both.pem"), File.ReadAllText(PathOf("key.pem")) + File.ReadAllText(PathOf("certificate.pem")));
    }

    public int Port { get; } = FreePort();

    public string Thumbprint => LabCertificate.Thumbprint(_certificate);

    /// <summary>Why a server cannot be tested here; null where it can.</summary>
    public static string? Missing(string name) => name switch
    {
        "Prosody" => Find("prosodyctl") is null ? "it is not installed" : null,
        _ => EjabberdDirectory() is null || Find("erl") is null ? "it is not installed" : null,
    };

    public static Task<RealXmppServer> StartAsync(string name) => name == "Prosody" ? StartProsodyAsync() : StartEjabberdAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<RealXmppServer> StartProsodyAsync()
    {
        RealXmppServer server = new();
        string configuration = server.PathOf("prosody.cfg.lua");
        File.WriteAllText(configuration, $$"""
            run_as_root = true
            prosody_user = "{{Environment.UserName}}"
            data_path = "{{server._directory}}"
            pidfile = "{{server.PathOf("prosody.pid")}}"
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{server.Port}} }
            proxy65_ports = { {{FreePort()}} }
            modules_enabled = { "roster", "saslauth", "tls", "disco", "pep", "version", "vcard_legacy", "lastactivity", "offline" }
            modules_disabled = { "s2s" }
            authentication = "internal_hashed"
            c2s_require_encryption = true
            ssl = { key = "{{server.PathOf("key.pem")}}", certificate = "{{server.PathOf("certificate.pem")}}" }
            log = { { levels = { min = "warn" }, to = "console" } }
            VirtualHost "{{Domain}}"
            Component "conference.{{Domain}}" "muc"
            Component "pubsub.{{Domain}}" "pubsub"
            Component "proxy.{{Domain}}" "proxy65"
            """);
        using (Process register = server.Run("prosodyctl", ["--config", configuration, "register", User, Domain, Password], []))
        {
            await register.WaitForExitAsync();
        }

        server._process = server.Run("prosody", ["--config", configuration, "-F"], []);
        await server.WaitAsync(() => server.IsListening());
        return server;
    }

    /// <summary>Without a node name, so that no port mapper is started.</summary>
    private static async Task<RealXmppServer> StartEjabberdAsync()
    {
        RealXmppServer server = new();
        string configuration = server.PathOf("ejabberd.yml");
        File.WriteAllText(configuration, $$"""
            hosts: ["{{Domain}}"]
            loglevel: warning
            certfiles: ["{{server.PathOf("both.pem")}}"]
            listen:
              - port: {{server.Port}}
                ip: "127.0.0.1"
                module: ejabberd_c2s
                starttls_required: true
            auth_method: internal
            auth_password_format: scram
            auth_scram_hash: sha256
            modules:
              mod_adhoc: {}
              mod_caps: {}
              mod_disco: {}
              mod_last: {}
              mod_muc: {host: "conference.@HOST@"}
              mod_offline: {}
              mod_privacy: {}
              mod_proxy65: {host: "proxy.@HOST@", ip: "127.0.0.1", port: {{FreePort()}}}
              mod_pubsub: {host: "pubsub.@HOST@", plugins: ["flat", "pep"]}
              mod_roster: {}
              mod_vcard: {search: true, host: "vjud.@HOST@"}
              mod_version: {}
            """);
        string registered = $"application:ensure_all_started(ejabberd), io:format(\"registered ~p~n\", [ejabberd_auth:try_register(<<\"{User}\">>, <<\"{Domain}\">>, <<\"{Password}\">>)]).";
        server._process = server.Run(
            "erl",
            ["-noinput", "-mnesia", "dir", $"\"{server.PathOf("mnesia")}\"", "-s", "ejabberd", "-eval", registered],
            new Dictionary<string, string>
            {
                ["ERL_LIBS"] = EjabberdDirectory()!,
                ["EJABBERD_CONFIG_PATH"] = configuration,
                ["EJABBERD_LOG_PATH"] = server.PathOf("ejabberd.log"),
                ["HOME"] = server._directory,
            });
        await server.WaitAsync(() => server.Said("registered ok") && server.IsListening());
        return server;
    }

    private Process Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _directory };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }

    private bool Said(string text)
    {
        lock (_output)
        {
            return _output.Exists(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    private bool IsListening()
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WaitAsync(Func<bool> ready)
    {
        Stopwatch sinceStart = Stopwatch.StartNew();
        while (!ready())
        {
            if (_process!.HasExited || sinceStart.Elapsed > StartTime)
            {
                string output;
                lock (_output)
                {
                    output = string.Join('\n', _output);
                }

                await DisposeAsync();
                throw new InvalidOperationException($"The server did not start:\n{output}");
            }

            await Task.Delay(100);
        }
    }

    private string PathOf(string file) => Path.Combine(_directory, file);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Where Debian has the libraries of ejabberd: below the name of the processor.</summary>
    private static string? EjabberdDirectory() => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib").FirstOrDefault(directory =>
            directory.EndsWith("-linux-gnu", StringComparison.Ordinal) && Directory.GetDirectories(directory, "ejabberd-*").Length > 0)
        : null;
}
