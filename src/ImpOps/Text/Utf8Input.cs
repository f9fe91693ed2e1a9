using System;
using System.IO;
using System.Text;

namespace ImpOps.Text;

/// <summary>Opens a text in whatever encoding as UTF-8 without a byte order mark.</summary>
/// <remarks>
/// What the encoding cannot make sense of becomes U+FFFD, as .NET's decoders do it; a reader that needs exact text rejects that character.
/// UTF-8 itself is passed through unseen.
/// </remarks>
internal static class Utf8Input
{
    private const int PeekLength = 4096;

    /// <summary>Looks at the first bytes of <paramref name="stream"/> and returns a stream of UTF-8 over all of it.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="encoding">The encoding of a text without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    public static Stream Open(Stream stream, Encoding? encoding = null)
    {
        ReadOnlyMemory<byte> head = PrefixedStream.Peek(stream, PeekLength);
        ReadOnlySpan<byte> peeked = head.Span;
        (int mark, Encoding? found) =
            peeked.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? (3, null)
            : peeked.StartsWith<byte>([0xFF, 0xFE, 0x00, 0x00]) ? (4, Encoding.UTF32)
            : peeked.StartsWith<byte>([0xFF, 0xFE]) ? (2, Encoding.Unicode)
            : peeked.StartsWith<byte>([0xFE, 0xFF]) ? (2, Encoding.BigEndianUnicode)
            : (0, encoding ?? GuessUtf16(peeked));
        Stream whole = new PrefixedStream(head.Slice(mark), stream);
        return found is null or UTF8Encoding ? whole : new TranscodingStream(whole, found);
    }

    /// <summary>Text of mostly Latin letters and punctuation has a zero in every other byte of UTF-16, and none in UTF-8.</summary>
    private static Encoding? GuessUtf16(ReadOnlySpan<byte> bytes)
    {
        int even = 0, odd = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }

        int many = bytes.Length / 8;
        return odd > many && odd > 4 * even ? Encoding.Unicode
            : even > many && even > 4 * odd ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Decodes one encoding and encodes UTF-8, block by block.</summary>
    private sealed class TranscodingStream(Stream source, Encoding encoding) : ReadOnlyStream
    {
        private readonly Decoder _decoder = encoding.GetDecoder();
        private readonly Encoder _encoder = new UTF8Encoding(false).GetEncoder();
        private readonly byte[] _input = new byte[1 << 15];
        private readonly char[] _chars = new char[encoding.GetMaxCharCount(1 << 15)];
        private byte[] _output = [];
        private int _at;
        private int _length;
        private bool _ended;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_at == _length)
            {
                if (_ended)
                {
                    return 0;
                }

                int read = source.Read(_input, 0, _input.Length);
                _ended = read == 0;
                int chars = _decoder.GetChars(_input, 0, read, _chars, 0, flush: _ended);
                int needed = Encoding.UTF8.GetMaxByteCount(chars + 1);
                if (_output.Length < needed)
                {
                    _output = new byte[needed];
                }

                _at = 0;
                _length = _encoder.GetBytes(_chars, 0, chars, _output, 0, flush: _ended);
            }

            int length = Math.Min(count, _length - _at);
            Array.Copy(_output, _at, buffer, offset, length);
            _at += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
