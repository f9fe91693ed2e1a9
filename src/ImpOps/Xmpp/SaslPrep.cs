using System;
using System.Text;

namespace ImpOps.Xmpp;

/// <summary>Names and passwords in the form in which both sides hash them (RFC 4013).</summary>
internal static class SaslPrep
{
    /// <summary>The prepared text; null where it has a character that cannot be prepared.</summary>
    public static string? Prepare(string text)
    {
        StringBuilder mapped = new(text.Length);
        foreach (char c in text)
        {
            if (IsBlank(c))
            {
                mapped.Append(' ');
            }
            else if (!IsNothing(c))
            {
                mapped.Append(c);
            }
        }

        try
        {
            string prepared = mapped.ToString().Normalize(NormalizationForm.FormKC);
            foreach (char c in prepared)
            {
                if (char.IsControl(c) || c is '\uFFFD' or '\uFFFE' or '\uFFFF' or (>= '\uE000' and <= '\uF8FF'))
                {
                    return null;
                }
            }

            return prepared;
        }
        catch (ArgumentException)
        {
            // Half a character.
            return null;
        }
    }

    /// <summary>Blanks other than the blank: table C.1.2 of RFC 3454.</summary>
    private static bool IsBlank(char c) => c is '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200B') or '\u202F' or '\u205F' or '\u3000';

    /// <summary>What stands for nothing: table B.1 of RFC 3454.</summary>
    private static bool IsNothing(char c) =>
        c is '\u00AD' or '\u034F' or '\u1806' or (>= '\u180B' and <= '\u180D') or '\u200C' or '\u200D' or '\u2060' or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF';
}
