namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a language by the name of a culture too: <c>zh-CN</c>, <c>en-US</c>.</summary>
public sealed class LanguageTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text)
    {
        // Chinese is Simplified Chinese here, whatever culture asks for it.
        string name = text.Trim().Split('-')[0].ToLowerInvariant();
        return name switch
        {
            "en" => Language.En,
            "zh" => Language.Zh,
            _ => throw Refuse(Messages.NotALanguage, text),
        };
    }
}
