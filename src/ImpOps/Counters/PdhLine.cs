using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using ImpOps.Text;
#if NET
using System.Numerics;
using System.Runtime.Intrinsics;
#endif

namespace ImpOps.Counters;

/// <summary>A line of a PDH-CSV file, field by field. No field goes over a line.</summary>
internal static class PdhLine
{
    private const byte Quote = (byte)'"';

    /// <summary>Goes through all fields of a line, in or out of quotes.</summary>
    /// <returns>Where each field begins and how long it is, quotes left aside.</returns>
    public static void Split(ReadOnlySpan<byte> line, byte delimiter, List<(int Start, int Length)> fields)
    {
        fields.Clear();
        for (int at = 0; ; at++)
        {
            int start = at;
            bool whole = false;
            if (at < line.Length && line[at] == Quote)
            {
                int close = FindClosingQuote(line, at + 1);
                at = Math.Min(close + 1, line.Length);
                whole = at == line.Length || line[at] == delimiter;
                if (whole)
                {
                    fields.Add((start + 1, close - start - 1));
                }
            }

            // Out of quotes, or with something behind the closing one: such a field is taken as it stands, and is no number.
            if (!whole)
            {
                int next = line.Slice(at).IndexOf(delimiter);
                at = next < 0 ? line.Length : at + next;
                fields.Add((start, at - start));
            }

            if (at == line.Length)
            {
                return;
            }
        }
    }

    /// <summary>A quote within a field is doubled; the first that is not closes it. The end of the line does so too.</summary>
    private static int FindClosingQuote(ReadOnlySpan<byte> line, int at)
    {
        while (true)
        {
            int quote = line.Slice(at).IndexOf(Quote);
            if (quote < 0)
            {
                return line.Length;
            }

            at += quote + 1;
            if (at >= line.Length || line[at] != Quote)
            {
                return at - 1;
            }

            at++;
        }
    }

    /// <summary>The text of a field, doubled quotes made single.</summary>
    public static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field).Replace("\"\"", "\"");

    /// <summary>The place behind the <paramref name="count"/>th delimiter from <paramref name="at"/>; -1 where there are fewer.</summary>
    [MethodImpl(HotPath.Options)]
    public static int Skip(ReadOnlySpan<byte> line, int at, int count, byte delimiter)
    {
#if NET
        // Most columns of a log are not wanted: 32 bytes are looked at in one go, and their delimiters counted.
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> pattern = Vector256.Create(delimiter);
            while (count > 0 && at + Vector256<byte>.Count <= line.Length)
            {
                uint found = Vector256.ExtractMostSignificantBits(Vector256.Equals(
                    Vector256.Create(line.Slice(at, Vector256<byte>.Count)), pattern));
                int here = BitOperations.PopCount(found);
                if (here >= count)
                {
                    for (; count > 1; count--)
                    {
                        found &= found - 1;
                    }

                    return at + BitOperations.TrailingZeroCount(found) + 1;
                }

                count -= here;
                at += Vector256<byte>.Count;
            }
        }
#endif
        for (; count > 0; count--)
        {
            int next = line.Slice(at).IndexOf(delimiter);
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
        }

        return at;
    }

    /// <summary>How often two bytes occur, found in one go over the line.</summary>
    [MethodImpl(HotPath.Options)]
    public static (int First, int Second) Count(ReadOnlySpan<byte> line, byte first, byte second)
    {
        int firsts = 0, seconds = 0, at = 0;
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> firstPattern = Vector256.Create(first), secondPattern = Vector256.Create(second);
            for (; at + Vector256<byte>.Count <= line.Length; at += Vector256<byte>.Count)
            {
                Vector256<byte> bytes = Vector256.Create(line.Slice(at, Vector256<byte>.Count));
                firsts += BitOperations.PopCount(Vector256.ExtractMostSignificantBits(Vector256.Equals(bytes, firstPattern)));
                seconds += BitOperations.PopCount(Vector256.ExtractMostSignificantBits(Vector256.Equals(bytes, secondPattern)));
            }
        }
#endif
        for (; at < line.Length; at++)
        {
            firsts += line[at] == first ? 1 : 0;
            seconds += line[at] == second ? 1 : 0;
        }

        return (firsts, seconds);
    }
}
