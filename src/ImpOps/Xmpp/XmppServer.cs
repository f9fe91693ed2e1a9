using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>Asks a live server what it supports, as a client would: it sends no presence and no message, and changes nothing.</summary>
public static class XmppServer
{
    /// <summary>Logs in and asks the server, the own account and each component.</summary>
    /// <param name="options">Which server, as whom.</param>
    /// <param name="tell">Is told who has not answered, as warnings; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ImpOpsException">
    /// The server cannot be reached, does not speak XMPP or no TLS, has a certificate that is not to be trusted, refuses the login, or breaks the
    /// protocol; each has an id of its own.
    /// </exception>
    public static async Task<XmppAnswers> AskAsync(XmppServerOptions options, Action<InputProblem>? tell = null, CancellationToken cancellationToken = default)
    {
        ProblemLog problems = new(tell ?? (_ => { }));
        (string user, string domain) = Address(options);
        using Secret secret = new(new NetworkCredential(user, options.Credential.SecurePassword));
        using XmppConnection connection = new(options, domain, secret);
        XmppAnswers answers = new();

        await connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
        XElement features = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        answers.Add(features);
        await StartTlsAsync(connection, features, cancellationToken).ConfigureAwait(false);

        features = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        answers.Add(features);
        await XmppLogin.LoginAsync(connection, features, secret, cancellationToken).ConfigureAwait(false);

        features = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        answers.Add(features);
        string account = await BindAsync(connection, features, cancellationToken).ConfigureAwait(false);

        await AskAsync(connection, answers, [(domain, XmppNames.Information), (domain, XmppNames.Items), (account, XmppNames.Information)], problems, cancellationToken).ConfigureAwait(false);
        string[] components = [.. answers.Components.Take(ServiceLimits.XmppMostComponents)];
        if (components.Length < answers.Components.Count)
        {
            problems.Warn(Errors.XmppComponentsTooMany(connection.Server, answers.Components.Count, components.Length));
        }

        try
        {
            await AskAsync(connection, answers, [.. components.Select(jid => (jid, XmppNames.Information))], problems, cancellationToken).ConfigureAwait(false);
            await connection.CloseAsync().ConfigureAwait(false);
        }
        catch (ImpOpsException problem) when (problem.Kind == ErrorKind.TimedOut)
        {
            // One component that hangs must not hide what all others have said.
            problems.Warn(Errors.XmppComponentSilent(connection.Server, answers.Unasked(XmppPlace.Component), options.Timeout));
        }

        return answers;
    }

    /// <summary>The user's name and domain.</summary>
    private static (string User, string Domain) Address(XmppServerOptions options)
    {
        ClusterAddress.Check(options.Server, options.Port, options.Timeout);
        string user = options.Credential.UserName;
        int at = user.LastIndexOf('@');
        string domain = options.Domain ?? (at >= 0 ? user.Substring(at + 1) : options.Server);
        if (!ClusterAddress.IsHost(domain))
        {
            throw Errors.ServerNameInvalid(domain);
        }

        bool ofDomain = at >= 0 && string.Equals(user.Substring(at + 1), domain, StringComparison.OrdinalIgnoreCase);
        return (ofDomain ? user.Substring(0, at) : user, domain);
    }

    private static async Task StartTlsAsync(XmppConnection connection, XElement features, CancellationToken cancellationToken)
    {
        if (features.Element(XmppNames.Tls + "starttls") is null)
        {
            throw Errors.XmppTlsNotOffered(connection.Server);
        }

        XElement answer = await connection.ExchangeAsync(XmppStep.StartTls, new XElement(XmppNames.Tls + "starttls"), cancellationToken).ConfigureAwait(false);
        if (answer.Name != XmppNames.Tls + "proceed")
        {
            throw Errors.XmppTlsRefused(connection.Server, connection.Shown(answer.Name.LocalName));
        }

        await connection.SecureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a resource, and a session where the server is one of those that insist on one.</summary>
    /// <returns>The account, without the resource.</returns>
    private static async Task<string> BindAsync(XmppConnection connection, XElement features, CancellationToken cancellationToken)
    {
        XElement bound = await SetAsync(connection, new XElement(XmppNames.Bind + "bind"), cancellationToken).ConfigureAwait(false);
        string jid = bound.Elements(XmppNames.Bind + "bind").Elements(XmppNames.Bind + "jid").FirstOrDefault()?.Value.Trim() ?? "";
        if (jid.IndexOf('@') < 0)
        {
            throw Errors.XmppUnexpected(connection.Server, XmppStep.Bind, connection.Shown(jid.Length > 0 ? jid : "iq"));
        }

        if (features.Element(XmppNames.Session + "session") is { } session && session.Element(XmppNames.Session + "optional") is null)
        {
            await SetAsync(connection, new XElement(XmppNames.Session + "session"), cancellationToken).ConfigureAwait(false);
        }

        int resource = jid.IndexOf('/');
        return resource < 0 ? jid : jid.Substring(0, resource);
    }

    private static async Task<XElement> SetAsync(XmppConnection connection, XElement content, CancellationToken cancellationToken)
    {
        XElement? result = null;
        await connection.AskAsync(XmppStep.Bind, [Iq("set", NewId(), null, content)], (_, answer) => result = answer, cancellationToken).ConfigureAwait(false);
        return (string?)result!.Attribute("type") == "result"
            ? result
            : throw Errors.XmppRequestRefused(connection.Server, content.Name.LocalName, connection.Shown(Condition(result)));
    }

    private static async Task AskAsync(
        XmppConnection connection, XmppAnswers answers, (string Jid, XNamespace Query)[] questions, ProblemLog problems, CancellationToken cancellationToken)
    {
        Dictionary<string, (string Jid, XNamespace Query)> byId = questions.ToDictionary(_ => NewId(), question => question);
        await connection.AskAsync(
            XmppStep.Disco,
            [.. byId.Select(question => Iq("get", question.Key, question.Value.Jid, new XElement(question.Value.Query + "query")))],
            (id, answer) =>
            {
                string asked = byId[id].Jid;
                // Whoever answers is the one that was asked: nobody else knows the id.
                answer.SetAttributeValue("from", asked);
                if (!answers.Add(answer))
                {
                    problems.Warn(Errors.XmppEntityRefused(connection.Server, connection.Shown(asked), byId[id].Query.NamespaceName, connection.Shown(Condition(answer))));
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What an answer of type error says.</summary>
    private static string Condition(XElement answer) =>
        answer.Elements().Where(child => child.Name.LocalName == "error").Elements().FirstOrDefault(child => child.Name.LocalName != "text")?.Name.LocalName
        ?? (string?)answer.Attribute("type") ?? "";

    private static XElement Iq(string type, string id, string? to, XElement content) => new(
        XmppNames.Client + "iq",
        new XAttribute("type", type),
        new XAttribute("id", id),
        to is null ? null : new XAttribute("to", to),
        content);

    private static string NewId() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
}
