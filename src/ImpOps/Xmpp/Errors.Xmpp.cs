using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;

namespace ImpOps;

/// <summary>The failures of an XMPP server, and of what it has said.</summary>
internal static partial class Errors
{
    private const int NamedComponents = 5;

    public static ImpOpsException XmppXmlMalformed(InputLocation at, XmlException inner) =>
        New(inner, nameof(Messages.XmppXmlMalformed), ErrorKind.InvalidData, at.FileName, at, inner.Message.TrimEnd('.'));

    public static ImpOpsException XmppXmlHostile(InputLocation at, string reason) =>
        New(nameof(Messages.XmppXmlHostile), ErrorKind.InvalidData, at.FileName, at, reason);

    public static ImpOpsException XmppNoAnswer(string source) =>
        New(nameof(Messages.XmppNoAnswer), ErrorKind.InvalidData, source, source);

    public static ImpOpsException XmppNotXmpp(string server, Exception? inner) =>
        New(inner, nameof(Messages.XmppNotXmpp), ErrorKind.ProtocolViolated, server, server);

    public static ImpOpsException XmppTlsNotOffered(string server) =>
        New(nameof(Messages.XmppTlsNotOffered), ErrorKind.ProtocolViolated, server, server);

    public static ImpOpsException XmppTlsRefused(string server, string element) =>
        New(nameof(Messages.XmppTlsRefused), ErrorKind.ProtocolViolated, server, server, element);

    public static ImpOpsException XmppTlsFailed(string server, Exception inner) =>
        New(inner, nameof(Messages.XmppTlsFailed), ErrorKind.ConnectionFailed, server, server, (inner.InnerException ?? inner).Message.TrimEnd('.'));

    public static ImpOpsException XmppDomainUnknown(string server, string domain) =>
        New(nameof(Messages.XmppDomainUnknown), ErrorKind.NotFound, domain, server, domain);

    public static ImpOpsException XmppStreamError(string server, string step, string condition, string text) =>
        New(nameof(Messages.XmppStreamError), ErrorKind.RequestRefused, server, server, step, Said(condition, text));

    public static ImpOpsException XmppStreamClosed(string server, string step, Exception? inner = null) =>
        New(inner, nameof(Messages.XmppStreamClosed), ErrorKind.ConnectionFailed, server, server, step);

    public static ImpOpsException XmppUnexpected(string server, string step, string element) =>
        New(nameof(Messages.XmppUnexpected), ErrorKind.ProtocolViolated, server, server, step, element);

    public static ImpOpsException XmppNoMechanism(string server, string offered, IEnumerable<string> known) =>
        New(nameof(Messages.XmppNoMechanism), ErrorKind.AuthenticationFailed, server, server, offered, string.Join(", ", known));

    public static ImpOpsException XmppLoginRefused(string server, string user, string condition, string text) =>
        New(nameof(Messages.XmppLoginRefused), ErrorKind.AuthenticationFailed, server, server, user, Said(condition, text));

    public static ImpOpsException XmppScramRefused(string server, string mechanism, string reason) =>
        New(nameof(Messages.XmppScramRefused), ErrorKind.ProtocolViolated, server, server, mechanism, reason);

    public static ImpOpsException XmppServerUnproved(string server) =>
        New(nameof(Messages.XmppServerUnproved), ErrorKind.ProtocolViolated, server, server);

    public static ImpOpsException XmppTextUnfit() =>
        New(nameof(Messages.XmppTextUnfit), ErrorKind.InvalidArgument, null);

    public static ImpOpsException XmppRequestRefused(string server, string request, string condition) =>
        New(nameof(Messages.XmppRequestRefused), ErrorKind.RequestRefused, server, server, request, condition);

    public static ImpOpsException XmppEntityRefused(string server, string jid, string query, string condition) =>
        New(nameof(Messages.XmppEntityRefused), ErrorKind.RequestRefused, jid, server, jid, query, condition);

    public static ImpOpsException XmppComponentSilent(string server, IEnumerable<string> components, TimeSpan timeout) =>
        New(nameof(Messages.XmppComponentSilent), ErrorKind.TimedOut, server, server, string.Join(", ", components.Take(NamedComponents)), timeout.TotalSeconds);

    public static ImpOpsException XmppComponentsTooMany(string server, int count, int asked) =>
        New(nameof(Messages.XmppComponentsTooMany), ErrorKind.LimitExceeded, server, server, count, asked);

    /// <summary>What a server has said: the condition, and its own words where there are any.</summary>
    private static string Said(string condition, string text) => text.Length == 0 ? condition : $"{condition} ({text})";
}
