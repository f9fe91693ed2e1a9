using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImpOps.Tests.Relogin;

/// <summary>The 12 published tables as they were copied out of the guide's text, apart from the tables of the library.</summary>
internal static partial class Transcription
{
    public static IReadOnlyList<PublishedRow> Rows { get; } = [.. Read()];

    [GeneratedRegex(@"^# table (?<table>\d+): (?<ova>\d+) (?<mode>\w+)")]
    private static partial Regex Title();

    private static IEnumerable<PublishedRow> Read()
    {
        using Stream stream = typeof(Transcription).Assembly.GetManifestResourceStream("published-login-profiles.txt")!;
        using StreamReader reader = new(stream);
        Match title = Match.Empty;
        while (reader.ReadLine() is string line)
        {
            if (line.StartsWith('#'))
            {
                title = Title().Match(line);
                continue;
            }

            int[] figures = [.. line.Split(' ').Select(figure => int.Parse(figure, CultureInfo.InvariantCulture))];
            yield return new PublishedRow(
                int.Parse(title.Groups["table"].Value, CultureInfo.InvariantCulture),
                int.Parse(title.Groups["ova"].Value, CultureInfo.InvariantCulture),
                System.Enum.Parse<HighAvailabilityMode>(title.Groups["mode"].Value),
                figures[0],
                figures[1],
                figures[2]);
        }
    }

    internal sealed record PublishedRow(int Table, int OvaSize, HighAvailabilityMode Mode, int Users, int Lower, int Upper);
}
