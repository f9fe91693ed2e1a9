using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>
/// Logs in with the strongest mechanism that both sides know, and with no other: a server that fails a strong one is not offered the password by a
/// weak one.
/// </summary>
internal static class XmppLogin
{
    public const string ScramSha256 = "SCRAM-SHA-256";
    public const string ScramSha1 = "SCRAM-SHA-1";
    public const string Plain = "PLAIN";

    private static readonly string[] Strongest = [ScramSha256, ScramSha1, Plain];

    /// <summary>Logs in over a stream that is encrypted.</summary>
    public static async Task LoginAsync(XmppConnection connection, XElement features, Secret secret, CancellationToken cancellationToken)
    {
        string[] offered = [.. features.Elements(XmppNames.Sasl + "mechanisms").Elements(XmppNames.Sasl + "mechanism").Select(mechanism => mechanism.Value.Trim())];
        string? chosen = Strongest.FirstOrDefault(offered.Contains);
        if (chosen is null)
        {
            throw Errors.XmppNoMechanism(connection.Server, connection.Shown(string.Join(", ", offered)), Strongest);
        }

        await (chosen == Plain ? PlainAsync(connection, secret, cancellationToken) : ScramAsync(connection, chosen, secret, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task PlainAsync(XmppConnection connection, Secret secret, CancellationToken cancellationToken)
    {
        XElement answer = await connection.ExchangeAsync(XmppStep.Sasl, Auth(Plain, secret.Plain()), cancellationToken).ConfigureAwait(false);
        if (answer.Name != XmppNames.Sasl + "success")
        {
            throw Refused(connection, answer, secret.UserName);
        }
    }

    private static async Task ScramAsync(XmppConnection connection, string mechanism, Secret secret, CancellationToken cancellationToken)
    {
        ScramExchange scram = ScramExchange.Begin(mechanism, Prepared(secret.UserName));
        XElement answer = await connection.ExchangeAsync(XmppStep.Sasl, Auth(mechanism, ToBase64(scram.First)), cancellationToken).ConfigureAwait(false);
        if (answer.Name != XmppNames.Sasl + "challenge")
        {
            throw answer.Name == XmppNames.Sasl + "success" ? Errors.XmppServerUnproved(connection.Server) : Refused(connection, answer, secret.UserName);
        }

        string final;
        try
        {
            final = scram.Final(FromBase64(answer.Value), secret.With(password => Encoding.UTF8.GetBytes(Prepared(password))));
        }
        catch (ScramExchange.RefusedException problem)
        {
            throw Errors.XmppScramRefused(connection.Server, mechanism, problem.Message);
        }

        answer = await connection.ExchangeAsync(XmppStep.Sasl, new XElement(XmppNames.Sasl + "response", ToBase64(final)), cancellationToken).ConfigureAwait(false);
        bool proved = false;
        if (answer.Name == XmppNames.Sasl + "challenge")
        {
            // The proof may also come before the success.
            proved = scram.IsProved(FromBase64(answer.Value));
            answer = await connection.ExchangeAsync(XmppStep.Sasl, new XElement(XmppNames.Sasl + "response"), cancellationToken).ConfigureAwait(false);
        }

        if (answer.Name != XmppNames.Sasl + "success")
        {
            throw Refused(connection, answer, secret.UserName);
        }

        if (!proved && !scram.IsProved(FromBase64(answer.Value)))
        {
            throw Errors.XmppServerUnproved(connection.Server);
        }
    }

    private static string Prepared(string text) => SaslPrep.Prepare(text) ?? throw Errors.XmppTextUnfit();

    private static XElement Auth(string mechanism, string initial) => new(XmppNames.Sasl + "auth", new XAttribute("mechanism", mechanism), initial);

    private static ImpOpsException Refused(XmppConnection connection, XElement answer, string user)
    {
        string text = connection.Shown(answer.Element(XmppNames.Sasl + "text")?.Value ?? "");
        string condition = answer.Elements().FirstOrDefault(child => child.Name.LocalName != "text")?.Name.LocalName ?? "";
        return answer.Name != XmppNames.Sasl + "failure" ? Errors.XmppUnexpected(connection.Server, XmppStep.Sasl, connection.Shown(answer.Name.LocalName))
            : condition == "not-authorized" ? Errors.CredentialsRejected(connection.Server, user)
            : Errors.XmppLoginRefused(connection.Server, user, connection.Shown(condition), text);
    }

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of a challenge; what is none is empty, and refused as such.</summary>
    private static string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
