namespace ImpOps.Tables;

/// <summary>A published text in both languages of the module.</summary>
internal readonly struct LocalizedText(string? english, string? chinese)
{
    public string? English { get; } = string.IsNullOrEmpty(english) ? null : english;

    public string? Chinese { get; } = string.IsNullOrEmpty(chinese) ? null : chinese;

    /// <summary>The text in the language that is spoken now.</summary>
    public string? Current => In(Languages.Current);

    public string? In(Language language) => language == Language.Zh ? Chinese : English;
}
