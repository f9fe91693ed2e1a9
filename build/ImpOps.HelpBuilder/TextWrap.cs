using System;
using System.Collections.Generic;
using System.Text;

namespace ImpOps.HelpBuilder;

/// <summary>Breaks text into the lines of a terminal: between words, and between Chinese characters, each of which is two columns wide.</summary>
internal static class TextWrap
{
    private const string NotAtEnd = "（“‘《〈「『【";
    private const string NotAtBegin = "，。、；：？！）”’》〉」』】";

    /// <summary>The lines of a text, of which the first has another room than the others.</summary>
    public static IEnumerable<string> Lines(string text, int firstWidth, int width)
    {
        StringBuilder line = new();
        int columns = 0;
        int room = firstWidth;
        foreach ((string piece, bool afterBlank) in Pieces(text))
        {
            int blank = afterBlank && line.Length > 0 ? 1 : 0;
            if (line.Length > 0 && columns + blank + Columns(piece) > room)
            {
                yield return line.ToString();
                line.Clear();
                (columns, room, blank) = (0, width, 0);
            }

            line.Append(' ', blank).Append(piece);
            columns += blank + Columns(piece);
        }

        yield return line.ToString();
    }

    /// <summary>What stays together: a word with its punctuation, a Chinese character with its.</summary>
    private static IEnumerable<(string Piece, bool AfterBlank)> Pieces(string text)
    {
        int begin = 0;
        bool afterBlank = false;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !MayBreak(text[i - 1], text[i]))
            {
                continue;
            }

            string piece = text[begin..i].Trim(' ');
            if (piece.Length > 0)
            {
                yield return (piece, afterBlank);
            }

            afterBlank = text[i - 1] == ' ';
            begin = i;
        }
    }

    private static bool MayBreak(char before, char after) =>
        before == ' '
        || (after != ' ' && (IsWide(before) || IsWide(after)) && !NotAtEnd.Contains(before) && !NotAtBegin.Contains(after));

    private static int Columns(string text)
    {
        int columns = 0;
        foreach (char character in text)
        {
            columns += IsWide(character) ? 2 : 1;
        }

        return columns;
    }

    private static bool IsWide(char character) =>
        character is (>= '\u2E80' and <= '\uA4CF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF60') or '“' or '”' or '‘' or '’';
}
