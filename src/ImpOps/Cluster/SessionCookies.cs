using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;

namespace ImpOps.Cluster;

/// <summary>The session cookies of a connection: kept for each node, so that a node need not check the password for every request.</summary>
internal sealed class SessionCookies
{
    private readonly CookieContainer _cookies = new();

    /// <summary>Adds what the node has set.</summary>
    /// <returns>True where there was something to add.</returns>
    public bool AddTo(HttpRequestMessage request)
    {
        string header = _cookies.GetCookieHeader(request.RequestUri!);
        return header.Length > 0 && request.Headers.TryAddWithoutValidation("Cookie", header);
    }

    /// <summary>Keeps what the node sets.</summary>
    public void Keep(Uri address, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies))
        {
            return;
        }

        foreach (string cookie in cookies)
        {
            try
            {
                _cookies.SetCookies(address, cookie);
            }
            catch (CookieException)
            {
                // A session that cannot be kept costs another check of the password, and nothing else.
            }
        }
    }

    /// <summary>Drops the session of a node, so that the next request begins a new one.</summary>
    public void Drop(Uri address)
    {
        foreach (Cookie cookie in _cookies.GetCookies(address))
        {
            cookie.Expired = true;
        }
    }
}
