using System.Xml.Linq;

namespace ImpOps.Xmpp;

/// <summary>The namespaces that are spoken.</summary>
internal static class XmppNames
{
    public const string StreamPrefix = "stream";

    public static readonly XNamespace Streams = "http://etherx.jabber.org/streams";
    public static readonly XNamespace StreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";
    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
    public static readonly XNamespace Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    public static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    public static readonly XNamespace Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public static readonly XNamespace Session = "urn:ietf:params:xml:ns:xmpp-session";
    public static readonly XNamespace Information = "http://jabber.org/protocol/disco#info";
    public static readonly XNamespace Items = "http://jabber.org/protocol/disco#items";
    public static readonly XNamespace Forms = "jabber:x:data";

    /// <summary>What a form calls the field that says what the form is.</summary>
    public const string FormType = "FORM_TYPE";
}
