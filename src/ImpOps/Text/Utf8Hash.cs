using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ImpOps.Text;

/// <summary>
/// A hash of byte strings that differs from process to process, so that whoever writes the input cannot choose strings that collide. Which
/// strings are the same is never for the hash to say.
/// </summary>
internal static class Utf8Hash
{
    private static readonly ulong Secret1 = NewSecret();
    private static readonly ulong Secret2 = NewSecret();
    private static readonly ulong Secret3 = NewSecret();

    /// <summary>The hash of a string, all of whose bits are of use.</summary>
    /// <remarks>The way of wyhash: 16 bytes a step, multiplied to 128 bits and folded; the last bytes are read once more where steps do not come out even.</remarks>
    [MethodImpl(HotPath.Options)]
    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Secret3;
        ulong first, last;
        if (bytes.Length > 16)
        {
            ReadOnlySpan<byte> rest = bytes;
            do
            {
                hash = Fold(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ Secret1, BinaryPrimitives.ReadUInt64LittleEndian(rest.Slice(8)) ^ hash);
                rest = rest.Slice(16);
            }
            while (rest.Length > 16);

            ReadOnlySpan<byte> tail = bytes.Slice(bytes.Length - 16);
            first = BinaryPrimitives.ReadUInt64LittleEndian(tail);
            last = BinaryPrimitives.ReadUInt64LittleEndian(tail.Slice(8));
        }
        else if (bytes.Length >= 8)
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(bytes.Length - 8));
        }
        else if (bytes.Length >= 4)
        {
            first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(bytes.Length - 4));
        }
        else
        {
            first = bytes.Length == 0 ? 0 : bytes[0] | (uint)bytes[bytes.Length >> 1] << 8 | (uint)bytes[bytes.Length - 1] << 16;
            last = 0;
        }

        return Fold(Secret1 ^ (ulong)bytes.Length, Fold(first ^ Secret2, last ^ hash) ^ Secret2);
    }

    /// <summary>Both halves of the product in one.</summary>
    private static ulong Fold(ulong left, ulong right)
    {
#if NET
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
#else
        ulong lowLow = (uint)left * (ulong)(uint)right;
        ulong lowHigh = (uint)left * (right >> 32);
        ulong highLow = (left >> 32) * (uint)right;
        ulong middle = (lowLow >> 32) + (uint)lowHigh + (uint)highLow;
        ulong high = (left >> 32) * (right >> 32) + (lowHigh >> 32) + (highLow >> 32) + (middle >> 32);
        return high ^ (middle << 32 | (uint)lowLow);
#endif
    }

    private static ulong NewSecret() => (ulong)(uint)Guid.NewGuid().GetHashCode() << 32 | (uint)Guid.NewGuid().GetHashCode();
}
