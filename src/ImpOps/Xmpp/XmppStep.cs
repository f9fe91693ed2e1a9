namespace ImpOps.Xmpp;

/// <summary>The steps of a connection, as messages name them: words of the protocol, which are not translated.</summary>
internal static class XmppStep
{
    public const string Connect = "TCP";
    public const string Stream = "stream";
    public const string StartTls = "STARTTLS";
    public const string Tls = "TLS";
    public const string Sasl = "SASL";
    public const string Bind = "bind";
    public const string Disco = "disco";
}
