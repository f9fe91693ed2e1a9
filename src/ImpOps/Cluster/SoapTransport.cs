using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Polly;
using Polly.Retry;

namespace ImpOps.Cluster;

/// <summary>
/// Carries SOAP requests of one connection: one HTTP client, one credential, one session a node. Whatever goes wrong comes up as one kind of
/// exception, with the server's own text and without the credential.
/// </summary>
internal sealed class SoapTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly CertificateCheck _certificates;
    private readonly SessionCookies _cookies = new();
    private readonly Secret _secret;
    private readonly SoapJudge _judge;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<SoapOutcome> _retries;
    private readonly CancellationTokenSource _closed = new();
    private readonly string _connection;

    public SoapTransport(ClusterConnectionOptions options, string connection)
    {
        _connection = connection;
        _certificates = new CertificateCheck(options);
        _secret = new Secret(options.Credential);
        _judge = new SoapJudge(_secret, options.Time);
        _timeout = options.Timeout;
        _time = options.Time;
        _retries = Retries(options.Time);
        _http = new HttpClient(options.Handler?.Invoke(_certificates) ?? Https(_certificates)) { Timeout = Timeout.InfiniteTimeSpan };
        // Windows PowerShell would ask for leave to send each request, and wait for it.
        _http.DefaultRequestHeaders.ExpectContinue = false;
    }

    /// <summary>Sends a request, and again where that makes sense.</summary>
    /// <returns>The element in the body of the response.</returns>
    public async Task<XElement> CallAsync(SoapCall call, CancellationToken cancellationToken)
    {
        ResiliencePipeline<SoapOutcome> retries = call.IsRead ? _retries : ResiliencePipeline<SoapOutcome>.Empty;
        SoapOutcome outcome = await retries.ExecuteAsync(
            async token => await AttemptAsync(call, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return outcome.Response ?? throw outcome.Problem!;
    }

    public void Dispose()
    {
        _closed.Cancel();
        _http.Dispose();
        _secret.Dispose();
    }

    internal static HttpClientHandler Https(CertificateCheck certificates) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
#if !NET
        // Windows PowerShell offers TLS 1.0 unless it is told what to offer.
        SslProtocols = SslProtocols.Tls12,
#endif
        ServerCertificateCustomValidationCallback = certificates.Accept,
    };

    private static ResiliencePipeline<SoapOutcome> Retries(TimeProvider time) =>
        new ResiliencePipelineBuilder<SoapOutcome> { TimeProvider = time }
            .AddRetry(Retry(RetryReason.Throttled, ServiceLimits.RetryCount, ServiceLimits.ThrottleDelay))
            .AddRetry(Retry(RetryReason.Unavailable, ServiceLimits.RetryCount, ServiceLimits.RetryDelay))
            .AddRetry(Retry(RetryReason.TimedOut, ServiceLimits.TimeoutRetryCount, ServiceLimits.RetryDelay))
            .Build();

    private static RetryStrategyOptions<SoapOutcome> Retry(RetryReason reason, int count, TimeSpan delay) => new()
    {
        ShouldHandle = args => new ValueTask<bool>(
            args.Outcome.Result is { } outcome && outcome.Retry == reason && !(outcome.RetryAfter > ServiceLimits.RetryAfterMost)),
        MaxRetryAttempts = count,
        Delay = delay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        DelayGenerator = args => new ValueTask<TimeSpan?>(args.Outcome.Result?.RetryAfter),
    };

    private async Task<SoapOutcome> AttemptAsync(SoapCall call, CancellationToken cancellationToken)
    {
        SoapOutcome outcome = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (outcome.SessionDropped)
        {
            _cookies.Drop(call.Address);
            outcome = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    private async Task<SoapOutcome> SendAsync(SoapCall call, CancellationToken cancellationToken)
    {
        if (call.Pacer is not { } pacer)
        {
            return await ExchangeAsync(call, cancellationToken).ConfigureAwait(false);
        }

        await pacer.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExchangeAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            pacer.Leave();
        }
    }

    private async Task<SoapOutcome> ExchangeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        if (_closed.IsCancellationRequested)
        {
            throw Errors.ConnectionClosed(_connection);
        }

        bool answered = false;
        using CancellationTokenSource late = _time.CreateCancellationTokenSource(_timeout);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, _closed.Token);
        try
        {
            using HttpRequestMessage request = Compose(call, out bool hadSession);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            answered = true;
            _cookies.Keep(call.Address, response);
            // Not every stream of Windows PowerShell listens to a token while it waits.
            using CancellationTokenRegistration _ = stop.Token.Register(static state => ((IDisposable)state!).Dispose(), response);
            byte[]? body = await ReadAsync(response, stop.Token).ConfigureAwait(false);
            return body is null
                ? SoapOutcome.Failure(Errors.ResponseHostile(call.Server, call.Operation, Errors.Format(Messages.ResponseTooLarge, ServiceLimits.ResponseMostBytes)))
                : _judge.Judge(call, response, body, hadSession);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            throw Errors.ConnectionClosed(_connection);
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            return SoapOutcome.Passing(Errors.ServerTimedOut(call.Server, call.Operation, _timeout), RetryReason.TimedOut);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            return SoapOutcome.Failure(Broken(call, problem, answered));
        }
    }

    private ImpOpsException Broken(SoapCall call, Exception problem, bool answered)
    {
        Exception cause = problem;
        bool refused = false;
        while (true)
        {
            refused |= cause is AuthenticationException;
            if (cause.InnerException is not { } inner)
            {
                break;
            }

            cause = inner;
        }

        if (refused && _certificates.RejectionOf(call.Address.Authority) is { } rejection)
        {
            return rejection;
        }

        return answered
            ? Errors.ResponseCutOff(call.Server, call.Operation, problem)
            : Errors.ServerUnreachable(call.Server, call.Address.Port, cause.Message, problem);
    }

    private HttpRequestMessage Compose(SoapCall call, out bool hadSession)
    {
        ByteArrayContent content = new(SoapEnvelope.Write(call.Request));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" };
        HttpRequestMessage request = new(HttpMethod.Post, call.Address) { Content = content };
        request.Headers.Authorization = _secret.Header();
        request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{call.Action}\"");
        hadSession = _cookies.AddTo(request);
        return request;
    }

    /// <summary>The whole body; null where it is larger than is read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int most = ServiceLimits.ResponseMostBytes;
        if (response.Content.Headers.ContentLength > most)
        {
            return null;
        }

#if NET
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        using MemoryStream body = new();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > most)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
