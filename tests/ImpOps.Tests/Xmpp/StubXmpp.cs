using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Lab;

namespace ImpOps.Tests.Xmpp;

/// <summary>
/// A small XMPP server on loopback that does as it is told: each step of a login can be answered in another way than a server of good will would.
/// Its side of SCRAM is written on the runtime's own key derivation.
/// </summary>
internal sealed partial class StubXmpp : IAsyncDisposable
{
    public const string Domain = "imp.example.com";
    public const string User = "alice";
    public const string Password = "Xy7-Kennwort,mima=1";

    /// <summary>An answer that never comes.</summary>
    public const string Silence = "\0silence";

    /// <summary>An answer that has no end.</summary>
    public const string Endless = "\0endless";

    private const string Header = "<?xml version='1.0'?><stream:stream from='imp.example.com' id='s1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    private const string SaslNs = "urn:ietf:params:xml:ns:xmpp-sasl";

    private readonly ConcurrentQueue<string> _seen = new();
    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;

    public StubXmpp()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public X509Certificate2 Certificate { get; init; } = LabCertificate.Create(Domain, [IPAddress.Loopback]);

    public string Thumbprint => LabCertificate.Thumbprint(Certificate);

    /// <summary>The login mechanisms that are offered.</summary>
    public string[] Mechanisms { get; init; } = ["SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"];

    /// <summary>Iterations of the password's hash.</summary>
    public int Iterations { get; init; } = 4096;

    /// <summary>
    /// What is answered instead, by step: open1, open2, open3 (with or without a stream header of its own), starttls, tls, auth, response, bind, session,
    /// and the jid that is asked for disco#info or, behind "items ", for disco#items. An empty text closes the connection.
    /// </summary>
    public Dictionary<string, string> Instead { get; init; } = [];

    /// <summary>What is done to the server's last word in SCRAM.</summary>
    public Func<string, string> Proof { get; init; } = proof => proof;

    /// <summary>Whether the proof comes in a challenge of its own.</summary>
    public bool ProofInChallenge { get; init; }

    /// <summary>Features of disco#info by jid.</summary>
    public Dictionary<string, string> Features { get; init; } = new()
    {
        [Domain] = "<identity category='server' type='im'/><feature var='jabber:iq:version'/>",
        [$"{User}@{Domain}"] = "<identity category='account' type='registered'/><identity category='pubsub' type='pep'/>",
        [$"conference.{Domain}"] = "<identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/>",
    };

    /// <summary>Ends when a step is answered by what is given instead.</summary>
    public Task Struck => _struck.Task;

    /// <summary>What clients have sent, all together.</summary>
    public string Seen => string.Concat(_seen);

    /// <summary>The mechanism of the last login.</summary>
    public string? Mechanism { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (TcpClient client in _clients)
        {
            client.Dispose();
        }

        await _accepting;
        await Task.WhenAll(_sessions);
        Certificate.Dispose();
    }

    [GeneratedRegex(@"^\s*(<\?xml[^>]*\?>\s*)?(?<open><stream:stream[^>]*>)|^\s*(?<element><([\w:]+)(\s[^>]*)?/>|<(?<name>[\w:]+)(\s[^>]*)?>.*?</\k<name>>)", RegexOptions.Singleline)]
    private static partial Regex Next();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await new Session(this, client.GetStream()).RunAsync();
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            client.Dispose();
        }
    }

    private sealed class Session(StubXmpp stub, Stream stream)
    {
        private readonly StringBuilder _buffer = new();
        private Stream _stream = stream;
        private int _opened;
        private string _scram = "";

        public async Task RunAsync()
        {
            while (await ReadAsync() is { } text)
            {
                if (text.StartsWith("<stream:stream", StringComparison.Ordinal))
                {
                    _opened++;
                    if (!await AnswerAsync($"open{_opened}", Header + $"<stream:features>{Offer(_opened)}</stream:features>"))
                    {
                        return;
                    }

                    continue;
                }

                XElement element = XElement.Parse(text);
                string step = element.Name.LocalName == "iq" ? StepOf(element) : element.Name.LocalName;
                if (step == "starttls")
                {
                    if (!await AnswerAsync(step, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"))
                    {
                        return;
                    }

                    if (stub.Instead.ContainsKey("tls"))
                    {
                        _ = await _stream.ReadAsync(new byte[4096]);
                        await AnswerAsync("tls", "");
                        return;
                    }

                    SslStream tls = new(_stream);
                    await tls.AuthenticateAsServerAsync(stub.Certificate);
                    _stream = tls;
                }
                else if (!await AnswerAsync(step, step is "auth" or "response" ? Sasl(element) : Iq(element)))
                {
                    return;
                }
            }
        }

        private string Offer(int opened) => opened switch
        {
            1 => "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>",
            2 => $"<mechanisms xmlns='{SaslNs}'>{string.Concat(stub.Mechanisms.Select(mechanism => $"<mechanism>{mechanism}</mechanism>"))}</mechanisms>",
            _ => "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>",
        };

        private static string StepOf(XElement iq)
        {
            XElement content = iq.Elements().First();
            string jid = (string?)iq.Attribute("to") ?? "";
            return content.Name.NamespaceName switch
            {
                "http://jabber.org/protocol/disco#info" => jid,
                "http://jabber.org/protocol/disco#items" => "items " + jid,
                _ => content.Name.LocalName,
            };
        }

        private string Iq(XElement iq)
        {
            string step = StepOf(iq);
            string content = step switch
            {
                "bind" => $"<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{User}@{Domain}/r1</jid></bind>",
                "session" or "error" => "",
                _ when step == "items " + Domain => "<query xmlns='http://jabber.org/protocol/disco#items'>"
                    + string.Concat(stub.Features.Keys.Where(jid => jid != Domain && !jid.Contains('@')).Select(jid => $"<item jid='{jid}'/>")) + "</query>",
                _ => stub.Features.TryGetValue(step, out string? features) ? $"<query xmlns='http://jabber.org/protocol/disco#info'>{features}</query>" : "?",
            };
            return content == "?"
                ? $"<iq type='error' id='{iq.Attribute("id")?.Value}' from='{step}'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
                : $"<iq type='result' id='{iq.Attribute("id")?.Value}'>{content}</iq>";
        }

        private string Sasl(XElement element)
        {
            string said = Encoding.UTF8.GetString(Convert.FromBase64String(element.Value));
            if ((string?)element.Attribute("mechanism") is { } mechanism)
            {
                stub.Mechanism = mechanism;
                if (mechanism == "PLAIN")
                {
                    return said == $"\0{User}\0{Password}" ? $"<success xmlns='{SaslNs}'/>" : Failure();
                }

                _scram = said["n,,".Length..];
                return Challenge($"{_scram[_scram.IndexOf("r=", StringComparison.Ordinal)..]}srv,s=c2FsdHNhbHQ=,i={stub.Iterations}");
            }

            if (said.Length == 0)
            {
                return $"<success xmlns='{SaslNs}'/>";
            }

            HashAlgorithmName hash = stub.Mechanism == "SCRAM-SHA-1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
            int size = hash == HashAlgorithmName.SHA1 ? 20 : 32;
            byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Password, Encoding.UTF8.GetBytes("saltsalt"), stub.Iterations, hash, size);
            string nonce = _scram[_scram.IndexOf("r=", StringComparison.Ordinal)..] + "srv";
            byte[] message = Encoding.UTF8.GetBytes($"{_scram},{nonce},s=c2FsdHNhbHQ=,i={stub.Iterations},{said[..said.LastIndexOf(",p=", StringComparison.Ordinal)]}");
            byte[] clientKey = Hmac(salted, "Client Key"u8.ToArray());
            byte[] storedKey = hash == HashAlgorithmName.SHA1 ? SHA1.HashData(clientKey) : SHA256.HashData(clientKey);
            byte[] proof = [.. clientKey.Zip(Hmac(storedKey, message), (one, other) => (byte)(one ^ other))];
            if (!said.EndsWith(",p=" + Convert.ToBase64String(proof), StringComparison.Ordinal))
            {
                return Failure();
            }

            string final = stub.Proof($"v={Convert.ToBase64String(Hmac(Hmac(salted, "Server Key"u8.ToArray()), message))}");
            return stub.ProofInChallenge ? Challenge(final) : $"<success xmlns='{SaslNs}'>{Convert.ToBase64String(Encoding.UTF8.GetBytes(final))}</success>";

            byte[] Hmac(byte[] key, byte[] data) => hash == HashAlgorithmName.SHA1 ? HMACSHA1.HashData(key, data) : HMACSHA256.HashData(key, data);
        }

        private static string Failure() => $"<failure xmlns='{SaslNs}'><not-authorized/></failure>";

        private static string Challenge(string text) => $"<challenge xmlns='{SaslNs}'>{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}</challenge>";

        private async Task<bool> AnswerAsync(string step, string answer)
        {
            bool strikes = stub.Instead.TryGetValue(step, out string? instead);
            answer = instead ?? answer;
            if (strikes && answer == Silence)
            {
                stub._struck.TrySetResult();
            }

            switch (answer)
            {
                case "":
                    return false;
                case Silence:
                    // Until the client gives up.
                    while (await _stream.ReadAsync(new byte[1024]) > 0)
                    {
                    }

                    return false;
                case Endless:
                    byte[] more = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<message><body>more</body></message>", 1000)));
                    while (true)
                    {
                        await _stream.WriteAsync(more);
                    }

                default:
                    await _stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                    if (strikes)
                    {
                        stub._struck.TrySetResult();
                    }

                    return true;
            }
        }

        private async Task<string?> ReadAsync()
        {
            byte[] bytes = new byte[4096];
            while (true)
            {
                Match next = Next().Match(_buffer.ToString());
                if (next.Success)
                {
                    _buffer.Remove(0, next.Length);
                    return next.Groups["open"].Success ? next.Groups["open"].Value : next.Groups["element"].Value;
                }

                int read = await _stream.ReadAsync(bytes);
                if (read == 0)
                {
                    return null;
                }

                string text = Encoding.UTF8.GetString(bytes, 0, read);
                stub._seen.Enqueue(text);
                _buffer.Append(text);
            }
        }
    }
}
