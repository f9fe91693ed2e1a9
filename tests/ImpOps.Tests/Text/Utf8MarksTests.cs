using System;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

public class Utf8MarksTests
{
    [Fact]
    public void Marks_are_found_wherever_they_stand_and_wherever_the_text_ends()
    {
        Random random = new(20261122);
        byte[] letters = ";,\"\n\rab\0\x7F\xFF"u8.ToArray();
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(200)).Select(_ => letters[random.Next(letters.Length)])];
            int start = random.Next(bytes.Length + 1);
            byte[] window = [.. bytes.Skip(start).Take(Utf8Marks.Window)];

            ulong marks = Utf8Marks.Find(bytes, start, (byte)';');

            Assert.Equal(window.Select(b => ";\"\n\r".Contains((char)b)), Enumerable.Range(0, window.Length).Select(i => (marks >> i & 1) == 1));
            Assert.True(marks == 0 || Utf8Marks.First(marks) == Array.FindIndex(window, b => ";\"\n\r".Contains((char)b)));
        }
    }

    [Fact]
    public void A_hash_depends_on_every_byte_and_on_the_length()
    {
        Assert.Equal(Utf8Hash.Compute("a text"u8), Utf8Hash.Compute("a text"u8));
        for (int length = 0; length < 70; length++)
        {
            byte[] bytes = new byte[length];
            ulong hash = Utf8Hash.Compute(bytes);
            Assert.NotEqual(hash, Utf8Hash.Compute(new byte[length + 1]));
            for (int i = 0; i < length; i++)
            {
                bytes[i] = 1;
                Assert.NotEqual(hash, Utf8Hash.Compute(bytes));
                bytes[i] = 0;
            }
        }
    }

    /// <summary>The quick answer for plain ASCII is the one that a decoder gives.</summary>
    [Fact]
    public void A_text_is_sound_if_it_decodes_without_loss_and_control_characters()
    {
        Random random = new(20261122);
        Assert.True(Utf8Text.IsSound(default));
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 20)];
            Array.Fill(bytes, (byte)'a');
            for (int i = random.Next(4); i > 0; i--)
            {
                byte[] some = [0, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x9F, 0xC2, 0xC3, 0xE4, 0xBD, 0xED, 0xA0, 0xEF, 0xBF, 0xFF];
                bytes[random.Next(bytes.Length)] = some[random.Next(some.Length)];
            }

            bool expected;
            try
            {
                expected = !new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).Any(c => char.IsControl(c) || c == '\uFFFD');
            }
            catch (DecoderFallbackException)
            {
                expected = false;
            }

            Assert.Equal(expected, Utf8Text.IsSound(bytes));
        }
    }
}
