using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>
/// A login by SCRAM (RFC 5802, RFC 7677): the password does not go over the wire, and the server proves that it knows it. What a server must not
/// say is an exception with the reason.
/// </summary>
internal sealed class ScramExchange
{
    private const string Header = "n,,";
    private const int NonceBytes = 24;

    private readonly Func<byte[], HMAC> _hmac;
    private readonly Func<HashAlgorithm> _hash;
    private readonly string _nonce;
    private readonly string _firstBare;
    private byte[] _serverSignature = [];

    private ScramExchange(Func<byte[], HMAC> hmac, Func<HashAlgorithm> hash, string user, string? nonce)
    {
        _hmac = hmac;
        _hash = hash;
        _nonce = nonce ?? NewNonce();
        _firstBare = $"n={user.Replace("=", "=3D").Replace(",", "=2C")},r={_nonce}";
    }

    /// <summary>What the client says first.</summary>
    public string First => Header + _firstBare;

    /// <summary>Begins a login.</summary>
    /// <param name="mechanism">SCRAM-SHA-1 or SCRAM-SHA-256.</param>
    /// <param name="user">The user, prepared.</param>
    /// <param name="nonce">For tests; null for a new one.</param>
    public static ScramExchange Begin(string mechanism, string user, string? nonce = null) => mechanism switch
    {
        XmppLogin.ScramSha256 => new(key => new HMACSHA256(key), SHA256.Create, user, nonce),
        XmppLogin.ScramSha1 => new(key => new HMACSHA1(key), SHA1.Create, user, nonce),
        _ => throw new ArgumentOutOfRangeException(nameof(mechanism)),
    };

    /// <summary>What the client says last, to what the server has said first.</summary>
    /// <param name="serverFirst">Nonce, salt and iterations.</param>
    /// <param name="password">The password, prepared, in UTF-8. It is not kept.</param>
    /// <exception cref="RefusedException">What the server says is not to be answered.</exception>
    public string Final(string serverFirst, byte[] password)
    {
        Dictionary<char, string> said = Attributes(serverFirst);
        if (said.ContainsKey('m')
            || !said.TryGetValue('r', out string? nonce)
            || !said.TryGetValue('s', out string? saltText)
            || !said.TryGetValue('i', out string? iterationText)
            || FromBase64(saltText) is not { Length: > 0 } salt
            || !int.TryParse(iterationText, NumberStyles.None, CultureInfo.InvariantCulture, out int iterations))
        {
            throw new RefusedException(Messages.XmppScramMalformed);
        }

        if (nonce.Length <= _nonce.Length || !nonce.StartsWith(_nonce, StringComparison.Ordinal))
        {
            throw new RefusedException(Messages.XmppScramNonce);
        }

        if (iterations < ServiceLimits.ScramFewestIterations || iterations > ServiceLimits.ScramMostIterations)
        {
            throw new RefusedException(Errors.Format(Messages.XmppScramIterations, iterations, ServiceLimits.ScramFewestIterations, ServiceLimits.ScramMostIterations));
        }

        string withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Header))},r={nonce}";
        byte[] message = Encoding.UTF8.GetBytes($"{_firstBare},{serverFirst},{withoutProof}");
        byte[] salted = Salt(password, salt, iterations);
        byte[] clientKey = Keyed(salted, Encoding.UTF8.GetBytes("Client Key"));
        using HashAlgorithm hash = _hash();
        byte[] signature = Keyed(hash.ComputeHash(clientKey), message);
        _serverSignature = Keyed(Keyed(salted, Encoding.UTF8.GetBytes("Server Key")), message);
        Array.Clear(salted, 0, salted.Length);
        return $"{withoutProof},p={Convert.ToBase64String([.. clientKey.Zip(signature, (one, other) => (byte)(one ^ other))])}";
    }

    /// <summary>Whether the server has proved that it knows the password.</summary>
    /// <param name="serverFinal">What it has said last.</param>
    public bool IsProved(string serverFinal) =>
        _serverSignature.Length > 0
        && Attributes(serverFinal).TryGetValue('v', out string? text)
        && FromBase64(text) is { } signature
        && signature.Length == _serverSignature.Length
        && signature.Zip(_serverSignature, (one, other) => one ^ other).Aggregate(0, (all, differs) => all | differs) == 0;

    /// <summary>Hi of RFC 5802. The runtime's own derivation knows no SHA-256 in netstandard2.0.</summary>
    private byte[] Salt(byte[] password, byte[] salt, int iterations)
    {
        using HMAC hmac = _hmac(password);
        byte[] round = hmac.ComputeHash([.. salt, 0, 0, 0, 1]);
        byte[] result = [.. round];
        for (int i = 1; i < iterations; i++)
        {
            round = hmac.ComputeHash(round);
            for (int at = 0; at < result.Length; at++)
            {
                result[at] ^= round[at];
            }
        }

        return result;
    }

    private byte[] Keyed(byte[] key, byte[] message)
    {
        using HMAC hmac = _hmac(key);
        return hmac.ComputeHash(message);
    }

    private static Dictionary<char, string> Attributes(string message)
    {
        Dictionary<char, string> attributes = [];
        foreach (string part in message.Split(',').Where(part => part.Length > 1 && part[1] == '='))
        {
            // The first counts, as the order is fixed.
            if (!attributes.ContainsKey(part[0]))
            {
                attributes.Add(part[0], part.Substring(2));
            }
        }

        return attributes;
    }

    private static byte[]? FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string NewNonce()
    {
        byte[] bytes = new byte[NonceBytes];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>What a server has said is not to be answered.</summary>
    internal sealed class RefusedException(string reason) : Exception(reason);
}
