using System.Globalization;
using System.Text;

namespace ImpOps.Html;

/// <summary>
/// Text as it may be shown. A name can hold characters that nobody sees and that change what is seen: controls, overrides of the direction of
/// writing, halves of characters. They are written out, <c>[U+202E]</c>, so that a reader sees that they are there and nothing obeys them.
/// </summary>
internal static class VisibleText
{
    public static string Of(string text)
    {
        int at = FirstToShow(text);
        if (at == text.Length)
        {
            return text;
        }

        StringBuilder shown = new(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (IsPair(text, at))
            {
                shown.Append(text, at++, 2);
            }
            else if (MustShow(text[at]))
            {
                shown.Append("[U+").Append(((int)text[at]).ToString("X4", CultureInfo.InvariantCulture)).Append(']');
            }
            else
            {
                shown.Append(text[at]);
            }
        }

        return shown.ToString();
    }

    private static int FirstToShow(string text)
    {
        int at = 0;
        while (at < text.Length && (IsPair(text, at) || !MustShow(text[at])))
        {
            at += IsPair(text, at) ? 2 : 1;
        }

        return at;
    }

    private static bool IsPair(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    private static bool MustShow(char c) => c switch
    {
        // Marks, embeddings, overrides and isolates of direction; the zero width joiners are part of words in some scripts.
        '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' => true,
        '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' or (>= '\uFFF9' and <= '\uFFFB') => true,
        _ => char.IsControl(c) || char.IsSurrogate(c),
    };
}
