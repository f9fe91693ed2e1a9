using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ImpOps.Cluster;

/// <summary>Decides what a response means.</summary>
internal sealed class SoapJudge(Secret secret, TimeProvider time)
{
    // What AXL answers to a version of the schema that it does not speak.
    private const HttpStatusCode VersionUnsupported = (HttpStatusCode)599;

    private const string ThrottleCode = "RateControl";
    private const string ThrottleText = "Exceeded allowed rate";
    private const int Sniffed = 1024;

    public SoapOutcome Judge(SoapCall call, HttpResponseMessage response, byte[] body, bool hadSession)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return SoapOutcome.Failure(
                Errors.RedirectRefused(call.Server, Shown(response.Headers.Location?.OriginalString ?? "")), sessionDropped: true);
        }

        bool isPage = IsPage(response, body);
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                return SoapOutcome.Failure(Errors.CredentialsRejected(call.Server, secret.UserName), sessionDropped: hadSession);
            case HttpStatusCode.Forbidden:
                return SoapOutcome.Failure(Errors.AccessDenied(call.Server, secret.UserName, call.Operation, PlainText(response, body)));
            case VersionUnsupported:
                return SoapOutcome.Failure(Errors.AxlVersionUnsupported(call.Server, PlainText(response, body)));
        }

        if (isPage)
        {
            return response.StatusCode == HttpStatusCode.ServiceUnavailable
                ? Unavailable(call, response, PlainText(response, body))
                : SoapOutcome.Failure(Errors.NotSoap(call.Server, call.Address, status, PlainText(response, body)), sessionDropped: response.IsSuccessStatusCode);
        }

        XElement? element;
        try
        {
            element = SoapEnvelope.Read(body);
        }
        catch (SoapEnvelope.TooDeepException)
        {
            return SoapOutcome.Failure(Errors.ResponseHostile(call.Server, call.Operation, Errors.Format(Messages.ResponseTooDeep, ServiceLimits.ResponseMostDepth)));
        }
        catch (XmlException problem)
        {
            return Unreadable(call, response, body, problem);
        }

        if (element is null)
        {
            return SoapOutcome.Failure(Errors.NotSoap(call.Server, call.Address, status, PlainText(response, body)));
        }

        if (SoapEnvelope.IsFault(element))
        {
            return Fault(call, response, element);
        }

        return element.Name == call.Request.Name.Namespace + (call.Operation + "Response")
            ? SoapOutcome.Success(element)
            : SoapOutcome.Failure(Errors.ResponseUnexpected(call.Server, call.Operation, element.Name.LocalName));
    }

    private SoapOutcome Fault(SoapCall call, HttpResponseMessage response, XElement fault)
    {
        string code = Shown(fault.Element("faultcode")?.Value ?? "");
        string text = Shown(fault.Element("faultstring")?.Value ?? "");
        if (code.IndexOf(ThrottleCode, StringComparison.Ordinal) >= 0 || text.IndexOf(ThrottleText, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return SoapOutcome.Passing(Errors.RateExceeded(call.Server, text), RetryReason.Throttled, RetryAfter(response));
        }

        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return Unavailable(call, response, text);
        }

        XElement? axl = fault.Element("detail")?.Elements().FirstOrDefault(detail => detail.Name.LocalName == "axlError");
        return SoapOutcome.Failure(axl is null
            ? Errors.SoapFault(call.Server, call.Operation, code, text)
            : Errors.AxlFault(call.Server, call.Operation, Shown(axl.Element("axlcode")?.Value ?? ""), Shown(axl.Element("axlmessage")?.Value ?? text)));
    }

    private SoapOutcome Unreadable(SoapCall call, HttpResponseMessage response, byte[] body, XmlException problem)
    {
        string text = TextOf(body, body.Length);
        if (text.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return SoapOutcome.Failure(Errors.ResponseHostile(call.Server, call.Operation, Messages.ResponseWithDtd));
        }

        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return Unavailable(call, response, PlainText(response, body));
        }

        if (!response.IsSuccessStatusCode || (text.Length > 0 && !text.TrimStart().StartsWith("<", StringComparison.Ordinal)))
        {
            return SoapOutcome.Failure(Errors.NotSoap(call.Server, call.Address, (int)response.StatusCode, PlainText(response, body)));
        }

        return SoapOutcome.Failure(text.TrimEnd().EndsWith("Envelope>", StringComparison.Ordinal)
            ? Errors.ResponseMalformed(call.Server, call.Operation, problem)
            : Errors.ResponseCutOff(call.Server, call.Operation, problem));
    }

    private SoapOutcome Unavailable(SoapCall call, HttpResponseMessage response, string text) =>
        SoapOutcome.Passing(Errors.ServerUnavailable(call.Server, text), RetryReason.Unavailable, RetryAfter(response));

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private string Shown(string text) => secret.Redact(ServerText.Clean(text));

    /// <summary>What a page says; where it says nothing, the status of the response.</summary>
    private string PlainText(HttpResponseMessage response, byte[] body) =>
        secret.Redact(ServerText.OfPage(TextOf(body, body.Length))) is { Length: > 0 } text ? text : $"HTTP {(int)response.StatusCode}";

    private static bool IsPage(HttpResponseMessage response, byte[] body)
    {
        string begin = TextOf(body, Math.Min(body.Length, Sniffed)).TrimStart();
        return string.Equals(response.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase)
            || begin.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
            || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static string TextOf(byte[] body, int length)
    {
        using StreamReader reader = new(new MemoryStream(body, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
