using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace ImpOps.Html;

/// <summary>The style and the script of the pages, and the policy that lets a browser take these and nothing else.</summary>
internal static class PageParts
{
    private static readonly Lazy<string> LoadedStyle = new(() => Load("report.css"));
    private static readonly Lazy<string> LoadedScript = new(() => Load("report.js"));

    public static string Style => LoadedStyle.Value;

    public static string Script => LoadedScript.Value;

    /// <summary>No network, no frame, no form, no script and no style but the two whose contents these are.</summary>
    public static string Policy =>
        $"default-src 'none'; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; base-uri 'none'; form-action 'none'";

    private static string Load(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"There is no part '{name}'.");
        using StreamReader text = new(stream);

        // A browser hashes what it has parsed, and its lines end in line feeds.
        return text.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Hash(string content)
    {
        using SHA256 sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(content)));
    }
}
