using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ImpOps.Lab;

/// <summary>Who may come in to a node: Basic, or the cookie of a session that is still good.</summary>
internal sealed class WebSessions(LabOptions options, string password)
{
    private const string Cookie = "JSESSIONIDSSO";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();
    private readonly ConcurrentDictionary<string, bool> _dropped = new();
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"{options.User}:{password}");

    /// <summary>Lets the request in, and gives it a cookie where it has none that is good.</summary>
    public bool Admit(HttpContext context)
    {
        string? cookie = context.Request.Cookies[Cookie];
        if (cookie is not null && _dropped.ContainsKey(cookie))
        {
            return false;
        }

        DateTimeOffset now = options.Time.GetUtcNow();
        if (cookie is not null && _until.TryGetValue(cookie, out DateTimeOffset until) && now < until)
        {
            return true;
        }

        if (!HasPassword(context.Request.Headers.Authorization.ToString()))
        {
            return false;
        }

        string fresh = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _until[fresh] = now + options.SessionLifetime;
        context.Response.Cookies.Append(Cookie, fresh, new CookieOptions { Secure = true, HttpOnly = true, Path = "/" });
        return true;
    }

    /// <summary>Ends every session; who still shows its cookie is turned away whatever else he shows.</summary>
    public void Drop(HttpContext context)
    {
        foreach (string session in _until.Keys)
        {
            _dropped[session] = true;
        }

        _until.Clear();
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, HttpOnly = true, Path = "/" });
    }

    private bool HasPassword(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] given = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[6..].Trim(), given, out int length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), _expected);
    }
}
