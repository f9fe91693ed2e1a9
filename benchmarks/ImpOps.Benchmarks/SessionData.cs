using System;
using System.Globalization;
using System.Text.Unicode;

namespace ImpOps.Benchmarks;

/// <summary>A list of sessions as an export has it: group, node, user, device, time. The same bytes for the same number of rows.</summary>
internal static class SessionData
{
    private const int Seed = 20261122;
    private const int Groups = 3;
    private const int NodesOfGroup = 2;

    // A large prime: its multiples, modulo the number of users, meet every user once before they meet one again.
    private const long Stride = 2_147_483_647;

    private static readonly string[] Devices = ["Desktop", "iPhone", "Android", "iPad"];

    public static void Write(string path, int rows)
    {
        // Six of ten rows bring a new user: that is how many distinct ones a report has to remember.
        int users = Math.Max(1, (int)(rows * 6L / 10));
        Random random = new(Seed);
        DateTime begin = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);
        using DataFile file = new(path);
        file.Wrote(Utf8.TryWrite(file.Room(), $"group,node,user,device,time\n", out int length), length);
        for (int row = 0; row < rows; row++)
        {
            long user = row < users ? row * Stride % users : random.Next(users);
            int group = (int)(user % Groups);

            // One session in ten is on the other node of the group, one in a hundred in another group.
            int node = (int)(user / Groups % NodesOfGroup);
            switch (random.Next(100))
            {
                case < 10:
                    node = 1 - node;
                    break;
                case 10:
                    group = (group + 1) % Groups;
                    break;
            }

            DateTime time = begin.AddSeconds(random.Next(86_400));
            string device = Devices[random.Next(Devices.Length)];
            file.Wrote(
                Utf8.TryWrite(
                    file.Room(),
                    CultureInfo.InvariantCulture,
                    $"prg-{group + 1},imp-{(group * NodesOfGroup) + node + 1}.example.com,user{user:D7}@example.com,{device},{time:s}+00:00\n",
                    out length),
                length);
        }
    }
}
