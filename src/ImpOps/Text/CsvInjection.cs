using System;

namespace ImpOps.Text;

/// <summary>
/// Text that a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
/// CsvHelper writes the apostrophe; what is here makes sure that reading gives back exactly what was written.
/// </summary>
internal static class CsvInjection
{
    private const char Apostrophe = '\'';

    /// <summary>
    /// A text that already looks escaped gets an apostrophe of its own, or it would be taken for the escaped form of another text.
    /// </summary>
    public static string Protect(string text) => LooksEscaped(text) ? Apostrophe + text : text;

    /// <summary>Whether a field as it was read is the escaped form of a text, which begins after its first character.</summary>
    public static bool LooksEscaped(ReadOnlySpan<byte> field)
    {
        int at = 0;
        while (at < field.Length && field[at] == Apostrophe)
        {
            at++;
        }

        return at > 0 && at < field.Length && Runs((char)field[at]);
    }

    private static bool LooksEscaped(string text)
    {
        string rest = text.TrimStart(Apostrophe);
        return rest.Length < text.Length && rest.Length > 0 && Runs(rest[0]);
    }

    private static bool Runs(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r';
}
