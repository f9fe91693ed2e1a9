using System;
using System.IO;
using System.Text;
using ImpOps.Sessions;

namespace ImpOps.Tests.Sessions;

/// <summary>Alone, because it looks at the memory of the process.</summary>
[Collection(nameof(LongLineTests))]
[CollectionDefinition(nameof(LongLineTests), DisableParallelization = true)]
public class LongLineTests
{
    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData(',')]
    [InlineData('\0')]
    public void A_line_of_a_hundred_megabytes_is_one_error_and_takes_little_memory(char filling)
    {
        foreach (int throttleLimit in new[] { 1, 2 })
        {
            using LongLine stream = new("User,Node\nalice,e1\n", (byte)filling, 100_000_000, "\nbob,e1\n");
            SessionInput input = SessionInput.Of(stream, throttleLimit, SessionBlocks.DefaultSize);

            Assert.Contains("test.csv", Assert.Single(input.ErrorMessages));
            Assert.Contains("Cluster /: 2 users, 2 sessions (Unknown 2)", input.Summaries);
            Assert.InRange(stream.MostMemory, 0, 64_000_000);
        }
    }

    /// <summary>A file with one long line, which exists nowhere as a whole.</summary>
    private sealed class LongLine(string before, byte filling, long length, string after) : Stream
    {
        private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
        private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
        private readonly long _memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
        private long _position;

        /// <summary>How much memory was in use at most, above what it was at first.</summary>
        public long MostMemory { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position % 20_000_000 < count)
            {
                MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: true) - _memoryBefore);
            }

            long at = _position - _before.Length;
            byte[] part = at < 0 ? _before : _after;
            int start = (int)(at < 0 ? _position : at - length);
            int read = at >= 0 && at < length ? (int)Math.Min(count, length - at) : Math.Min(count, part.Length - start);
            if (at >= 0 && at < length)
            {
                buffer.AsSpan(offset, read).Fill(filling);
            }
            else
            {
                part.AsSpan(start, read).CopyTo(buffer.AsSpan(offset));
            }

            _position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
