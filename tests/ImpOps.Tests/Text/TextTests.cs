using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

public class Utf8InternerTests
{
    [Fact]
    public void Equal_bytes_have_one_number_and_others_have_others()
    {
        Random random = new(7);
        Utf8Interner interner = new();
        Dictionary<string, int> reference = [];
        for (int i = 0; i < 100_000; i++)
        {
            // Short strings meet often, long ones do not fit a block.
            string text = random.Next(1000) == 0 ? new string((char)('a' + random.Next(3)), 70_000 + random.Next(2)) : $"{random.Next(20_000):x}";
            int number = interner.Intern(Encoding.UTF8.GetBytes(text), out bool added);
            Assert.Equal(reference.TryAdd(text, reference.Count), added);
            Assert.Equal(reference[text], number);
        }

        Assert.Equal(reference.Count, interner.Count);
        Assert.All(reference, pair => Assert.Equal(pair.Key, interner.GetText(pair.Value)));
    }

    [Fact]
    public void Names_that_differ_in_a_zero_or_a_length_only_are_different()
    {
        Utf8Interner interner = new();
        byte[][] names = [[], [0], [0, 0], [1], [1, 0], new byte[8], new byte[9], "abcdefgh"u8.ToArray(), "abcdefgh\0"u8.ToArray()];

        Assert.Equal(Enumerable.Range(0, names.Length), names.Select(name => interner.Intern(name, out _)));
        Assert.Equal(Enumerable.Range(0, names.Length), names.Select(name => interner.Intern(name, out _)));
    }

    [Fact]
    public void To_find_a_known_name_allocates_nothing()
    {
        Utf8Interner interner = new();
        interner.Intern("alice"u8, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            interner.Intern("alice"u8, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

public class LooseTextTests
{
    [Theory]
    [InlineData("Host/IP Address", "HOSTIPADDRESS")]
    [InlineData("主机 /IP 地址", "主机IP地址")]
    [InlineData("Ｅｘｃｈａｎｇｅ 超时（秒）", "EXCHANGE超时秒")]
    [InlineData("*?", "")]
    public void Only_letters_and_digits_count(string text, string folded) => Assert.Equal(folded, LooseText.Fold(text));

    [Theory]
    [InlineData("ABC", "ABC", true)]
    [InlineData("ABC", "A*", true)]
    [InlineData("ABC", "*C", true)]
    [InlineData("ABC", "A?C", true)]
    [InlineData("ABC", "*", true)]
    [InlineData("", "*", true)]
    [InlineData("ABC", "A?", false)]
    [InlineData("ABC", "B*", false)]
    [InlineData("AAAB", "*AB", true)]
    [InlineData("ABCABD", "*AB?", true)]
    [InlineData("ABC", "", false)]
    public void Patterns_fit_whole_texts(string text, string pattern, bool fits) => Assert.Equal(fits, LooseText.Fits(text, pattern));

    [Fact]
    public void A_hostile_pattern_does_not_take_for_ever() =>
        Assert.False(LooseText.Fits(new string('A', 5000), string.Concat(Enumerable.Repeat("*A", 200)) + "B"));

    [Fact]
    public void Likeness_is_one_for_equal_texts_and_less_for_others()
    {
        Assert.Equal(1, LooseText.Likeness("HTTPPORT", "HTTPPORT"));
        Assert.InRange(LooseText.Likeness("HTPPPORT", "HTTPPORT"), 0.5, 0.99);
        Assert.Equal(0, LooseText.Likeness("ABC", "XYZ"));
        Assert.Equal(1, LooseText.Likeness("A", "A"));
        Assert.Equal(0, LooseText.Likeness("", "AB"));
    }
}

public class CsvInjectionTests
{
    [Theory]
    [InlineData("alice", "alice", false)]
    [InlineData("=1+1", "=1+1", false)]
    [InlineData("'=1+1", "''=1+1", true)]
    [InlineData("''@x", "'''@x", true)]
    [InlineData("'alice", "'alice", false)]
    [InlineData("'", "'", false)]
    [InlineData("", "", false)]
    public void A_text_that_looks_escaped_is_escaped_once_more(string text, string written, bool looksEscaped)
    {
        Assert.Equal(written, CsvInjection.Protect(text));
        Assert.Equal(looksEscaped, CsvInjection.LooksEscaped(Encoding.UTF8.GetBytes(text)));
    }
}

public sealed class AtomicFileSetTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("impops-");

    public void Dispose() => _directory.Delete(recursive: true);

    private string At(string name) => Path.Combine(_directory.FullName, name);

    private static void Write(AtomicFileSet set, string path, string text)
    {
        using Stream stream = set.Create(path);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void Files_appear_together_and_replace_what_was_there()
    {
        File.WriteAllText(At("a.csv"), "old");
        using (AtomicFileSet set = new())
        {
            Write(set, At("a.csv"), "new a");
            Write(set, At("b.csv"), "new b");
            Assert.Equal("old", File.ReadAllText(At("a.csv")));
            Assert.False(File.Exists(At("b.csv")));
            set.Commit();
        }

        Assert.Equal("new a", File.ReadAllText(At("a.csv")));
        Assert.Equal("new b", File.ReadAllText(At("b.csv")));
        Assert.Equal(2, _directory.GetFiles().Length);
    }

    [Fact]
    public void Without_a_commit_nothing_has_happened()
    {
        File.WriteAllText(At("a.csv"), "old");
        using (AtomicFileSet set = new())
        {
            Write(set, At("a.csv"), "half");
        }

        Assert.Equal("old", File.ReadAllText(At("a.csv")));
        Assert.Single(_directory.GetFiles());
    }

    // .NET Standard knows neither links nor modes: that build is for Windows PowerShell.
#if !LIBRARY_IS_NETSTANDARD
    [Fact]
    public void The_new_file_has_the_mode_of_the_old_one_and_a_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(At("secret.csv"), "old");
        File.SetUnixFileMode(At("secret.csv"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(At("link.csv"), At("secret.csv"));
        using (AtomicFileSet set = new())
        {
            Write(set, At("link.csv"), "new");
            set.Commit();
        }

        Assert.Equal("new", File.ReadAllText(At("secret.csv")));
        Assert.Equal(At("secret.csv"), new FileInfo(At("link.csv")).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("secret.csv")));
    }
#endif

    [Fact]
    public void A_file_that_appeared_meanwhile_is_not_replaced_where_none_may_be()
    {
        using (AtomicFileSet set = new())
        {
            using (Stream stream = set.Create(At("a.csv"), replace: false))
            {
                stream.WriteByte((byte)'x');
            }

            File.WriteAllText(At("a.csv"), "other");
            Assert.ThrowsAny<IOException>(set.Commit);
        }

        Assert.Equal("other", File.ReadAllText(At("a.csv")));
        Assert.Single(_directory.GetFiles());
    }

    [Fact]
    public void When_one_file_cannot_be_placed_the_others_are_put_back()
    {
        File.WriteAllText(At("a.csv"), "old");
        new FileInfo(At("a.csv")).IsReadOnly = true;
        using (AtomicFileSet set = new())
        {
            Write(set, At("a.csv"), "new a");
            Write(set, At("b.csv"), "new b");
            Write(set, At("c.csv"), "new c");
            Directory.CreateDirectory(At("c.csv"));
            Assert.ThrowsAny<SystemException>(set.Commit);
        }

        Assert.Equal("old", File.ReadAllText(At("a.csv")));
        Assert.True(new FileInfo(At("a.csv")).IsReadOnly);
        new FileInfo(At("a.csv")).IsReadOnly = false;
        Assert.False(File.Exists(At("b.csv")));
        Assert.Single(_directory.GetFiles());
    }
}
