using System;
using System.Runtime.CompilerServices;
#if NET
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace ImpOps.Text;

/// <summary>Finds the bytes that mean something to a CSV file: delimiters, quotes and line ends.</summary>
internal static class Utf8Marks
{
    /// <summary>How many bytes are looked at at a time.</summary>
    public const int Window = 64;

    /// <summary>A bit for each of the bytes from a place on, as many as there are and fit; it is set where the byte is such a mark.</summary>
    [MethodImpl(HotPath.Options)]
    public static ulong Find(ReadOnlySpan<byte> bytes, int start, byte delimiter)
    {
#if NET
        if (Vector256.IsHardwareAccelerated && bytes.Length - start >= Window)
        {
            ref byte first = ref MemoryMarshal.GetReference(bytes.Slice(start));
            return Find(Vector256.LoadUnsafe(ref first), delimiter)
                | (ulong)Find(Vector256.LoadUnsafe(ref first, Window / 2), delimiter) << (Window / 2);
        }
#endif
        ulong marks = 0;
        for (int i = Math.Min(bytes.Length - start, Window) - 1; i >= 0; i--)
        {
            byte b = bytes[start + i];
            marks = marks << 1 | (b == delimiter || b is (byte)'\n' or (byte)'\r' or (byte)'"' ? 1UL : 0);
        }

        return marks;
    }

    /// <summary>The place of the first mark in a window that has any.</summary>
    public static int First(ulong marks)
    {
#if NET
        return BitOperations.TrailingZeroCount(marks);
#else
        int place = 0;
        for (int half = Window / 2; half > 0; half /= 2)
        {
            if ((marks & ((1UL << half) - 1)) == 0)
            {
                marks >>= half;
                place += half;
            }
        }

        return place;
#endif
    }

#if NET
    private static uint Find(Vector256<byte> bytes, byte delimiter) =>
        (Vector256.Equals(bytes, Vector256.Create(delimiter))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\r'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'"'))).ExtractMostSignificantBits();
#endif
}
