using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>
/// A client's stream to a server. Each step has its time, and whatever goes wrong in one comes up as one kind of exception, with the server's own
/// text and without the password.
/// </summary>
internal sealed class XmppConnection : IDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly string _domain;
    private readonly string _server;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Secret _secret;
    private readonly CertificateCheck _certificates;
    private readonly TcpClient _tcp = new();
    private Stream? _stream;
    private XmppElementReader? _reader;

    public XmppConnection(XmppServerOptions options, string domain, Secret secret)
    {
        _host = options.Server;
        _port = options.Port;
        _domain = domain;
        _server = $"{options.Server}:{options.Port}";
        _timeout = options.Timeout;
        _time = options.Time;
        _secret = secret;
        _certificates = new CertificateCheck(options.CertificateThumbprints, options.SkipCertificateCheck, options.Time);
    }

    /// <summary>The server, as messages call it.</summary>
    public string Server => _server;

    public Task ConnectAsync(CancellationToken cancellationToken) =>
        StepAsync(XmppStep.Connect, async () =>
        {
            await _tcp.ConnectAsync(_host, _port).ConfigureAwait(false);
            _stream = _tcp.GetStream();
            return true;
        }, cancellationToken);

    /// <summary>Opens the stream, or opens it anew after TLS and after the login.</summary>
    /// <returns>Its features.</returns>
    public Task<XElement> OpenAsync(CancellationToken cancellationToken) =>
        StepAsync(XmppStep.Stream, async () =>
        {
            // With what the reader before has read ahead: nobody may put plain text into what is encrypted.
            _reader?.Dispose();
            _reader = new XmppElementReader(_stream!);
            await WriteAsync(
                $"<?xml version='1.0'?><stream:stream to='{_domain}' version='1.0' xml:lang='en' xmlns='{XmppNames.Client}' xmlns:stream='{XmppNames.Streams}'>").ConfigureAwait(false);
            bool isStream;
            try
            {
                isStream = await _reader.OpenAsync().ConfigureAwait(false);
            }
            catch (XmlException problem) when (!_reader.IsCutOff)
            {
                throw Errors.XmppNotXmpp(_server, problem);
            }

            if (!isStream)
            {
                throw _reader.IsCutOff ? Errors.XmppStreamClosed(_server, XmppStep.Stream) : Errors.XmppNotXmpp(_server, null);
            }

            return await ReceiveAsync(XmppStep.Stream).ConfigureAwait(false) is { } features && features.Name == XmppNames.Streams + "features"
                ? features
                : throw Errors.XmppNotXmpp(_server, null);
        }, cancellationToken);

    /// <summary>Encrypts the stream. The certificate is checked before anything is sent.</summary>
    public Task SecureAsync(CancellationToken cancellationToken) =>
        StepAsync(XmppStep.Tls, async () =>
        {
            SslStream tls = new(
                _stream!,
                leaveInnerStreamOpen: false,
                (_, certificate, _, errors) => _certificates.Accept(_server, _domain, certificate is null ? null : certificate as X509Certificate2 ?? new X509Certificate2(certificate), errors));
            _stream = tls;
#if NET
            await tls.AuthenticateAsClientAsync(_domain).ConfigureAwait(false);
#else
            // Windows PowerShell offers TLS 1.0 unless it is told what to offer.
            await tls.AuthenticateAsClientAsync(_domain, new X509CertificateCollection(), SslProtocols.Tls12, checkCertificateRevocation: false).ConfigureAwait(false);
#endif
            return true;
        }, cancellationToken);

    /// <summary>Sends an element and waits for what comes next.</summary>
    public Task<XElement> ExchangeAsync(string step, XElement element, CancellationToken cancellationToken) =>
        StepAsync(step, async () =>
        {
            await SendAsync(element).ConfigureAwait(false);
            return await ReceiveAsync(step).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Sends requests together and gives each answer as it comes.</summary>
    /// <param name="step">What for.</param>
    /// <param name="requests">The requests, each with an id of its own.</param>
    /// <param name="take">Is given the id and the answer: a result or an error.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AskAsync(string step, IReadOnlyCollection<XElement> requests, Action<string, XElement> take, CancellationToken cancellationToken) =>
        StepAsync(step, async () =>
        {
            HashSet<string> open = new(requests.Select(request => (string)request.Attribute("id")!), StringComparer.Ordinal);
            foreach (XElement request in requests)
            {
                await SendAsync(request).ConfigureAwait(false);
            }

            while (open.Count > 0)
            {
                XElement element = await ReceiveAsync(step).ConfigureAwait(false);
                string id = (string?)element.Attribute("id") ?? "";
                if (element.Name.LocalName != "iq")
                {
                    // Messages and presence that came for the account.
                    continue;
                }

                if ((string?)element.Attribute("type") is "get" or "set")
                {
                    await SendAsync(Refusal(element, id)).ConfigureAwait(false);
                }
                else if (open.Remove(id))
                {
                    take(id, element);
                }
            }

            return true;
        }, cancellationToken);

    /// <summary>Says goodbye, if that can be done at once.</summary>
    public async Task CloseAsync()
    {
        try
        {
            _tcp.SendTimeout = 1000;
            await WriteAsync("</stream:stream>").ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // All that was wanted is there.
        }
    }

    public void Dispose()
    {
        // The reader has no right to be disposed while it reads; it holds nothing but the stream.
        _stream?.Dispose();
        _tcp.Dispose();
    }

    /// <summary>A server's text, fit to be shown.</summary>
    public string Shown(string text) => ServerText.Clean(_secret.Redact(text));

    private static XElement Refusal(XElement request, string id) =>
        new(XmppNames.Client + "iq",
            new XAttribute("type", "error"),
            new XAttribute("id", id),
            request.Attribute("from") is { } from ? new XAttribute("to", from.Value) : null,
            new XElement(XmppNames.Client + "error", new XAttribute("type", "cancel"), new XElement(XmppNames.Stanzas + "service-unavailable")));

    private Task SendAsync(XElement element) => WriteAsync(element.ToString(SaveOptions.DisableFormatting));

    private async Task WriteAsync(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await _stream!.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
        await _stream.FlushAsync().ConfigureAwait(false);
    }

    private async Task<XElement> ReceiveAsync(string step)
    {
        XElement element = await _reader!.ReadAsync().ConfigureAwait(false) ?? throw Errors.XmppStreamClosed(_server, step);
        if (element.Name != XmppNames.Streams + "error")
        {
            return element;
        }

        string condition = Shown(element.Elements().FirstOrDefault(child => child.Name.LocalName != "text")?.Name.LocalName ?? "");
        throw condition == "host-unknown"
            ? Errors.XmppDomainUnknown(_server, _domain)
            : Errors.XmppStreamError(_server, step, condition, Shown(element.Element(XmppNames.StreamErrors + "text")?.Value ?? ""));
    }

    private async Task<T> StepAsync<T>(string step, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = _time.CreateCancellationTokenSource(_timeout);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        // Not every stream listens to a token while it waits; all of them end when the connection does.
        using CancellationTokenRegistration _ = stop.Token.Register(static state => ((IDisposable)state!).Dispose(), _tcp);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception problem) when (late.IsCancellationRequested && problem is not ImpOpsException { Kind: not ErrorKind.ConnectionFailed })
        {
            // A connection that is ended here may look like one that was ended there.
            throw Errors.ServerTimedOut(_server, step, _timeout);
        }
        catch (XmppElementReader.HostileException problem)
        {
            throw Errors.ResponseHostile(_server, step, problem.Message);
        }
        catch (XmlException problem)
        {
            throw _reader?.IsCutOff == true ? Errors.XmppStreamClosed(_server, step, problem) : Errors.ResponseMalformed(_server, step, problem);
        }
        catch (AuthenticationException problem)
        {
            throw _certificates.RejectionOf(_server) ?? Errors.XmppTlsFailed(_server, problem);
        }
        catch (Exception problem) when (problem is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw step == XmppStep.Connect
                ? Errors.ServerUnreachable(_host, _port, problem.Message, problem)
                : step == XmppStep.Tls ? Errors.XmppTlsFailed(_server, problem) : Errors.XmppStreamClosed(_server, step, problem);
        }
    }
}
