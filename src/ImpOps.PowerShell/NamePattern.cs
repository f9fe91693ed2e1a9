using System.Management.Automation;

namespace ImpOps.PowerShell;

/// <summary>A name to look for, with or without wildcards.</summary>
internal sealed class NamePattern(string text)
{
    private readonly WildcardPattern _pattern = new(text, WildcardOptions.IgnoreCase);

    public string Text => text;

    /// <summary>True where it has wildcards, so that matching nothing is no error.</summary>
    public bool IsWildcard => WildcardPattern.ContainsWildcardCharacters(text);

    /// <exception cref="WildcardPatternException">The pattern is malformed.</exception>
    public bool Matches(string name) => _pattern.IsMatch(name);
}
