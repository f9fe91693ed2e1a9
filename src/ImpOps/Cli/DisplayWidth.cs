namespace ImpOps.Cli;

/// <summary>How many cells of a terminal a text takes.</summary>
internal static class DisplayWidth
{
    /// <summary>The cells of the character at an index, of which a surrogate pair is one: 2 for what is as wide as a Chinese character.</summary>
    public static int Of(string text, int index)
    {
        int c = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? char.ConvertToUtf32(text, index) : text[index];
        return c is (>= 0x1100 and <= 0x115F)
            or (>= 0x2E80 and <= 0xA4CF)
            or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F)
            or (>= 0xFF00 and <= 0xFF60)
            or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD)
                ? 2
                : 1;
    }
}
