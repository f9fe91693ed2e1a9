using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImpOps.Sessions;

namespace ImpOps.Tests.Sessions;

public class UserTableTests
{
    /// <summary>Whatever the hash says, users are told apart by their names.</summary>
    [Theory]
    [InlineData(3_000, 0, 0)]             // all of them the same
    [InlineData(40_000, 4, 48)]           // the same where the table is parted
    [InlineData(3_000, 32, 0)]            // the same in the half that is kept
    [InlineData(14_000, 16, 0)]           // the same in the bits that choose the slot
    public void Users_whose_hashes_collide_are_counted_right(int users, int shift, int otherShift)
    {
        UserTable table = new(keepSessions: true);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < users; i++)
            {
                ulong hash = shift == 0 ? 0 : (ulong)i << shift | (otherShift == 0 ? 0 : (ulong)(i % 3) << otherShift);
                table.Add(hash, Encoding.UTF8.GetBytes($"user{i}"), node: i % 70, device: round, sessions: 1);
            }
        }

        (long[] ofNode, long[] ofGroup, long all) = table.Count([.. Enumerable.Range(0, 70).Select(node => node % 2)], 2, 3);
        Assert.Equal(users, all);
        Assert.Equal(Enumerable.Range(0, 70).Select(node => (long)((users - node + 69) / 70)), ofNode);
        Assert.Equal([(users + 1) / 2, users / 2], ofGroup);
        Assert.Equal(users, table.Sessions().Select(entry => entry.User).Distinct().Count());
        Assert.All(table.Sessions(), entry => Assert.Equal(2, entry.Sessions.Values.Sum()));
    }

    [Fact]
    public void A_partition_grows_past_its_first_arrays()
    {
        const int Users = 200_000;
        UserTable table = new(keepSessions: false);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < Users; i++)
            {
                // Spread over the tags, and all in the first partition.
                table.Add((uint)i * 2654435761u, Encoding.UTF8.GetBytes($"user{i}"), node: i % 3, device: 0, sessions: 1);
            }
        }

        Assert.Equal(Users, table.Count([0, 0, 0], 1, 1).All);
    }

    [Fact]
    public void Names_may_be_empty_long_and_each_others_beginning()
    {
        UserTable table = new(keepSessions: true);
        string[] names = [.. new[] { 0, 1, 2, 126, 127, 128, 129, 16_383, 16_384, 600_000, 1_200_000 }.Select(length => new string('x', length))];
        foreach (string name in names.Concat(names))
        {
            table.Add(7, Encoding.UTF8.GetBytes(name), 0, 0, 1);
        }

        Assert.Equal(names.Length, table.Count([0], 1, 1).All);
        Assert.Equal(names, table.Sessions().Select(entry => entry.User).OrderBy(name => name.Length));
    }

    [Fact]
    public void Many_threads_may_add_at_once()
    {
        UserTable table = new(keepSessions: false);
        Parallel.For(0, 8, thread =>
        {
            for (int i = 0; i < 30_000; i++)
            {
                byte[] name = Encoding.UTF8.GetBytes($"user{i}");
                table.Add(ImpOps.Text.Utf8Hash.Compute(name), name, thread, 0, 1);
            }
        });

        (long[] ofNode, long[] ofGroup, long all) = table.Count([0, 0, 0, 0, 1, 1, 1, 1], 2, 2);
        Assert.Equal(30_000, all);
        Assert.Equal([30_000, 30_000], ofGroup);
        Assert.All(ofNode, users => Assert.Equal(30_000, users));
    }
}
