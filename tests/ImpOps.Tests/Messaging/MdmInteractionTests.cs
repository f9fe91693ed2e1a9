using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

public class MdmInteractionTests
{
    private static MdmInteraction[] Of(string release) => [.. MdmInteractions.All.Where(row => row.AppliesTo(ProductVersion.Parse(release)))];

    /// <summary>The table as the Chinese edition of the guide prints it: feature, tab, interaction.</summary>
    private static (string Feature, string Interaction)[] Published()
    {
        using StreamReader reader = new(typeof(MdmInteractionTests).Assembly.GetManifestResourceStream("published-mdm-interactions.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.TrimEnd('\r').Split('\t')).Select(cells => (cells[0], cells[1]))];
    }

    [Fact]
    public void The_table_is_that_of_the_guide()
    {
        using CultureScope scope = new("zh-CN");
        (string Feature, string Interaction)[] published = Published();
        MdmInteraction[] rows = Of("12.5(1)SU3");

        Assert.Equal(7, published.Length);
        Assert.Equal(published.Select(row => row.Feature), rows.Select(row => row.Feature));

        // One sentence is shorter here; the figures and the words that decide are the same.
        Assert.Equal(published.Where(row => row.Feature != "Server Recovery Manager").Select(row => row.Interaction), rows.Where(row => row.Id != "ServerRecoveryManager").Select(row => row.Interaction));
        Assert.All(rows, row => Assert.Contains("Interactions and Restrictions > ", row.Source));
        Assert.Contains("两倍", rows.Single(row => row.Id == "ServerRecoveryManager").Interaction);
    }

    [Theory]
    [InlineData("11.5(1)", "GroupChat", "ManagedFileTransfer")]
    [InlineData("14SU2", "GroupChat", "ManagedFileTransfer")]
    [InlineData("14.0.1.13900-155", "GroupChat", "ManagedFileTransfer")]
    [InlineData("15", "GroupChat15", "ManagedFileTransfer15")]
    [InlineData("15SU1", "GroupChat15", "ManagedFileTransfer15")]
    [InlineData("15.0.1", "GroupChat15", "ManagedFileTransfer15")]
    public void Every_release_has_one_row_for_each_feature(string release, string chat, string transfer)
    {
        MdmInteraction[] rows = Of(release);

        Assert.Equal(7, rows.Select(row => row.Feature).Distinct().Count());
        Assert.Equal(7, rows.Length);
        Assert.Contains(chat, rows.Select(row => row.Id));
        Assert.Contains(transfer, rows.Select(row => row.Id));
    }

    [Fact]
    public void A_row_is_known_by_its_names_in_both_languages()
    {
        IEnumerable<string> Named(string name) => MdmInteractions.All.Where(row => row.IsNamed(text => text == name)).Select(row => row.Id);

        Assert.Equal(["GroupChat", "GroupChat15"], Named("Group chat"));
        Assert.Equal(["GroupChat", "GroupChat15"], Named("群聊"));
        Assert.Equal(["GroupChat15"], Named("GroupChat15"));
        Assert.Empty(Named("chat"));
    }
}
