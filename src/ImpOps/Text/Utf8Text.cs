using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

namespace ImpOps.Text;

/// <summary>Small services on UTF-8 bytes.</summary>
internal static class Utf8Text
{
#if !NET
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
#endif

    /// <summary>
    /// False for a text that cannot be trusted to name anything: not valid UTF-8, with a replacement character (something was lost in it
    /// before), or with control characters.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes)
    {
        if (IsPlain(bytes))
        {
            return true;
        }

#if NET
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) != OperationStatus.Done || rune == Rune.ReplacementChar || Rune.IsControl(rune))
            {
                return false;
            }

            bytes = bytes.Slice(length);
        }

        return true;
#else
        try
        {
            return Strict.GetString(bytes).All(c => c != '\uFFFD' && !char.IsControl(c));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
#endif
    }

    /// <summary>True for printable ASCII. Eight bytes at a time, for this is asked of every user of every row.</summary>
    [MethodImpl(HotPath.Options)]
    private static bool IsPlain(ReadOnlySpan<byte> bytes)
    {
        const ulong Ones = 0x0101010101010101, High = Ones << 7;
        const int WordLength = sizeof(ulong);
        ulong odd = 0;
        if (bytes.Length < WordLength)
        {
            foreach (byte b in bytes)
            {
                odd |= b is >= 0x20 and < 0x7F ? 0 : High;
            }

            return odd == 0;
        }

        for (int at = 0; at < bytes.Length; at += WordLength)
        {
            // The last word begins within the one before where the words do not come out even.
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(Math.Min(at, bytes.Length - WordLength)));
            odd |= word | (word + Ones) | (((word & ~High) + (0x60 * Ones)) ^ High);
        }

        return (odd & High) == 0;
    }

    /// <summary>How many lines end in a text: with LF, CR LF or CR.</summary>
    public static int CountLineEnds(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (true)
        {
            int found = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
            {
                return count;
            }

            count++;
            bool pair = bytes[found] == (byte)'\r' && found + 1 < bytes.Length && bytes[found + 1] == (byte)'\n';
            bytes = bytes.Slice(found + (pair ? 2 : 1));
        }
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
