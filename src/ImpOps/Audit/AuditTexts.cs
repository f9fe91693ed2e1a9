using System;
using System.Collections.Generic;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Audit;

/// <summary>
/// Makes texts out of the bytes of a log. The few that nearly every line repeats are made once: users, kinds of event, nodes. How many are kept
/// does not grow with the log.
/// </summary>
internal sealed class AuditTexts
{
    private const int MostKept = 4096;
    private const int LongestKept = 128;

    private readonly Utf8Interner _numbers = new();
    private readonly List<string> _texts = [];

    /// <summary>A text that comes again; null for none.</summary>
    public string? Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes.Length > LongestKept)
        {
            return Read(bytes);
        }

        int number = _numbers.Find(bytes);
        if (number < 0 && _texts.Count >= MostKept)
        {
            return Read(bytes);
        }

        if (number < 0)
        {
            number = _numbers.Intern(bytes, out _);
            _texts.Add(Read(bytes));
        }

        return _texts[number];
    }

    /// <summary>A text that may be any. What cannot be shown becomes U+FFFD: logs are printed on terminals, which obey control characters.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        if (Utf8Text.IsSound(bytes))
        {
            return text;
        }

        StringBuilder shown = new(text);
        for (int i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]))
            {
                shown[i] = '\uFFFD';
            }
        }

        return shown.ToString();
    }
}
