using System;
using System.Text;

namespace ImpOps.Text;

/// <summary>Small services on UTF-8 bytes.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// False for a text that cannot be trusted to name anything: not valid UTF-8, with a replacement character (something was lost in it
    /// before), or with control characters.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c == '\uFFFD' || char.IsControl(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text fit to be shown in a message: what cannot be shown becomes a question mark, what is long is cut.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes)
    {
        const int Longest = 80;
        StringBuilder text = new(Encoding.UTF8.GetString(bytes.Length > Longest * 4 ? bytes.Slice(0, Longest * 4) : bytes));
        if (text.Length > Longest)
        {
            text.Length = Longest;
            text.Append('\u2026');
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                text[i] = '?';
            }
        }

        return text.ToString();
    }

    /// <summary>Without the blanks and tabs around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && IsBlank(bytes[0]))
        {
            bytes = bytes.Slice(1);
        }

        while (bytes.Length > 0 && IsBlank(bytes[bytes.Length - 1]))
        {
            bytes = bytes.Slice(0, bytes.Length - 1);
        }

        return bytes;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';
}
