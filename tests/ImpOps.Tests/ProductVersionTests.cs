using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImpOps.Tests;

public class ProductVersionTests
{
    /// <summary>Versions in the order that the products' makers give them; those on one line are the same.</summary>
    private static readonly string[][] Ordered =
    [
        ["8.5", "X8.5", "8.5.0"],
        ["X8.8", "x8.8", "8.8", "v8.8", "8.8.0.0", "8.8(0)"],
        ["X8.8.1"],
        ["X8.11"],
        ["11.5(1)", "11.5.1"],
        ["11.5.1.10000-4", "11.5(1.10000-4)"],
        ["11.5(1)SU1", "11.5.1SU1", "11.5(1) SU1", "11.5(1)su1"],
        ["11.5(1)SU2"],
        ["11.5(1)SU2a"],
        ["11.5(1)SU10"],
        ["11.6.9"],
        ["11.7", "11.7.0", "11.7(0)"],
        ["11.7.1"],
        ["12.5.1", "X12.5.1", "12.5(1)"],
        ["12.5(1)SU3"],
        ["12.8.1"],
        ["12.9.4"],
        ["12.9.4.55073"],
        ["12.10"],
        ["14", "14.0", "14.0.0"],
        ["14SU2"],
        ["14.0.1"],
        ["14.0.1.12901-1"],
        ["14.0.1.12901-155"],
        ["15"],
        ["15 SU1"],
    ];

    public static TheoryData<string> Garbage =>
    [
        "", " ", "abc", "11.", ".11", "11..7", "11.7(", "11.7()", "11.7(0", "11.7)", "11,7", "11.7 beta", "SU3", "X", "X.8", "XX8.8", "-1", "11.7-", "11.7-1", "1.2.3.4-",
        "12345678901234567890", "1.99999999999", "11.7SU", "11.7SUa", "１１.７", "١٢.٥", "11.7\n12", "11.7(a)", "11.7(1)(", "0x11", "1e3", "11.7(1.)",
        "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1",
    ];

    [Fact]
    public void Versions_are_in_the_order_of_their_releases()
    {
        for (int i = 0; i < Ordered.Length; i++)
        {
            for (int j = 0; j < Ordered.Length; j++)
            {
                foreach (string left in Ordered[i])
                {
                    foreach (string right in Ordered[j])
                    {
                        ProductVersion one = ProductVersion.Parse(left), other = ProductVersion.Parse(right);
                        Assert.True(Math.Sign(one.CompareTo(other)) == Math.Sign(i.CompareTo(j)), $"{left} and {right}");
                        Assert.Equal(i == j, one.Equals(other));
                        Assert.Equal(i == j, one == other);
                        Assert.Equal<bool[]>([(i < j), (i > j), (i <= j), (i >= j), i != j], [(one < other), (one > other), (one <= other), (one >= other), one != other]);
                        Assert.True(i != j || one.GetHashCode() == other.GetHashCode(), $"{left} and {right}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void What_is_no_version_is_refused(string text)
    {
        Assert.Null(ProductVersion.TryParse(text));
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => ProductVersion.Parse(text));
        Assert.Equal("VersionNotUnderstood", problem.ErrorId);
        Assert.Contains($"'{text}'", problem.Message);
    }

    [Fact]
    public void Nothing_is_before_everything()
    {
        ProductVersion version = ProductVersion.Parse("11.7");

        Assert.Null(ProductVersion.TryParse(null));
        Assert.True(version.CompareTo(null) > 0);
        Assert.True(((IComparable)version).CompareTo(null) > 0);
        Assert.False(version.Equals(null));
        Assert.True(version != null);
        Assert.Throws<ArgumentException>(() => version.CompareTo((object)"11.7"));
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Reading_and_ordering_do_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.Equal("12.5(1)SU3", ProductVersion.Parse(" 12.5(1)SU3 ").ToString());
        Assert.True(ProductVersion.Parse("11.5(1)SU2A") > ProductVersion.Parse("11.5(1)su2"));
        Assert.Equal(ProductVersion.Parse("12.5(1)SU3i"), ProductVersion.Parse("12.5(1)su3I"));
        Assert.True(ProductVersion.Parse("X8.8") < ProductVersion.Parse("X12.5.1"));
    }

    [Fact]
    public void Random_versions_round_trip_and_are_in_one_total_order()
    {
        Random random = new(20261126);
        List<(string Text, int[] Key)> all = [.. Enumerable.Range(0, 400).Select(_ => RandomVersion(random))];
        foreach ((string text, int[] key) in all)
        {
            ProductVersion version = ProductVersion.Parse(text);
            Assert.Equal(text, version.ToString());
            Assert.Equal(version, ProductVersion.Parse(version.ToString()));
            Assert.Equal(version, ProductVersion.FindIn($"Jabber-Win-{text}", 6));

            foreach ((string other, int[] otherKey) in all)
            {
                // The key is what the version was made of, so its order is the one that is meant: antisymmetric and transitive.
                int expected = Math.Sign(key.Zip(otherKey, (mine, its) => mine.CompareTo(its)).FirstOrDefault(order => order != 0));
                Assert.True(Math.Sign(version.CompareTo(ProductVersion.Parse(other))) == expected, $"{text} and {other}");
            }
        }

        Assert.Equal(
            all.OrderBy(version => version.Key, Comparer<int[]>.Create((left, right) => left.Zip(right, (mine, its) => mine.CompareTo(its)).FirstOrDefault(order => order != 0)))
                .Select(version => ProductVersion.Parse(version.Text)),
            all.Select(version => ProductVersion.Parse(version.Text)).Order());
    }

    [Theory]
    [InlineData("Jabber-Win-12.8.1", "12.8.1")]
    [InlineData("Jabber 12.9.4.55073", "12.9.4.55073")]
    [InlineData("Cisco Jabber for Windows 11.7.1", "11.7.1")]
    [InlineData("Jabber-Win-14.3.0.308392-20251210_173411-Windows_10_Enterprise", "14.3.0.308392")]
    [InlineData("Jabber-iOS-12.0.0.261399-20180522_224538", "12.0.0.261399")]
    [InlineData("Cisco-Jabber/12.8 (Windows NT 10.0)", "12.8")]
    [InlineData("Cisco Jabber for Windows 10", null)]
    [InlineData("Windows 10.0 Jabber", "10.0")]
    [InlineData("Expressway-C X14.0.1", "X14.0.1")]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    public void A_version_is_found_in_the_name_of_a_client(string text, string? version) =>
        Assert.Equal(version, ProductVersion.FindIn(text)?.ToString());

    private static (string Text, int[] Key) RandomVersion(Random random)
    {
        int major = random.Next(8, 16), minor = random.Next(0, 4), maintenance = random.Next(0, 3), update = random.Next(0, 4), build = random.Next(0, 3);
        char letter = update > 0 && random.Next(3) == 0 ? (char)('a' + random.Next(3)) : '\0';
        bool isBracketed = random.Next(2) == 0;
        string text = string.Create(CultureInfo.InvariantCulture, $"{(random.Next(4) == 0 ? "X" : "")}{major}.{minor}")
            + (isBracketed ? $"({maintenance})" : $".{maintenance}");
        if (update > 0)
        {
            return ($"{text}SU{update}{(letter == '\0' ? "" : letter)}", [major, minor, maintenance, update, letter, 0]);
        }

        return build > 0 ? ($"{text}.{build}", [major, minor, maintenance, 0, 0, build]) : (text, [major, minor, maintenance, 0, 0, 0]);
    }
}
