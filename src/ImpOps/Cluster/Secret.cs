using System;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Text;

namespace ImpOps.Cluster;

/// <summary>A user name and a password that is out of the secure string only while a request is composed.</summary>
internal sealed class Secret : IDisposable
{
    private const string Hidden = "***";

    private readonly SecureString _password;

    public Secret(NetworkCredential credential)
    {
        UserName = credential.UserName;
        _password = credential.SecurePassword.Copy();
    }

    public string UserName { get; }

    /// <summary>The header that carries user name and password.</summary>
    public AuthenticationHeaderValue Header() => new("Basic", Token(Password()));

    /// <summary>What carries user name and password in SASL PLAIN (RFC 4616).</summary>
    public string Plain() => Plain(Password());

    /// <summary>Does something with the password, which is not kept.</summary>
    public T With<T>(Func<string, T> work) => work(Password());

    /// <summary>A server's text without the password, should the server repeat it in any form.</summary>
    public string Redact(string text)
    {
        string password = Password();
        return password.Length == 0 ? text : text.Replace(Token(password), Hidden).Replace(Plain(password), Hidden).Replace(password, Hidden);
    }

    public void Dispose() => _password.Dispose();

    public override string ToString() => UserName;

    private string Password() => new NetworkCredential(UserName, _password).Password;

    private string Plain(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{UserName}\0{password}"));

    private string Token(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{password}"));
}
