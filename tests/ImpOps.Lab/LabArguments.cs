using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImpOps.Lab;

/// <summary>The command line of the lab.</summary>
internal sealed record LabArguments
{
    public const string Usage = """
        A lab cluster of IM and Presence nodes on loopback. The first line that it prints is JSON: server, port, user, password, thumbprint, control.

          --nodes <1..200>         IM and Presence nodes (4)
          --users <n>              assigned users (400)
          --unassigned-users <n>   users without a node (0)
          --port <n>               the port of every node; 0 for a free one (0)
          --user <name>            the account (labadmin)
          --password <text>        its password (made up for this run)
          --speed <n>              seconds of the lab in a second (1); 0 stands still until POST /lab/time
          --no-ha                  high availability off at the start
          --until-stdin-closes     end when standard input closes, not only on Ctrl+C
        """;

    public LabOptions Options { get; private init; } = new();

    public bool UntilStandardInputCloses { get; private init; }

    public bool Help { get; private init; }

    public static bool TryParse(string[] args, out LabArguments arguments, out string? problem)
    {
        LabArguments read = new();
        double speed = 1;
        problem = null;
        try
        {
            IEnumerator<string> words = ((IEnumerable<string>)args).GetEnumerator();
            while (words.MoveNext())
            {
                string option = words.Current;
                string Value() => words.MoveNext() ? words.Current : throw new FormatException($"{option} needs a value.");
                int Count(int minimum, int maximum) =>
                    int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
                        ? number
                        : throw new FormatException($"{option} is a number from {minimum} to {maximum}.");
                double Speed() =>
                    double.TryParse(Value(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                        ? number
                        : throw new FormatException($"{option} is a number from 0 up.");
                read = option switch
                {
                    "--nodes" => read with { Options = read.Options with { Nodes = Count(1, 200) } },
                    "--users" => read with { Options = read.Options with { Users = Count(0, 1_000_000) } },
                    "--unassigned-users" => read with { Options = read.Options with { UnassignedUsers = Count(0, 1_000_000) } },
                    "--port" => read with { Options = read.Options with { Port = Count(0, 65535) } },
                    "--user" => read with { Options = read.Options with { User = Value() } },
                    "--password" => read with { Options = read.Options with { Password = Value() } },
                    "--no-ha" => read with { Options = read.Options with { HighAvailability = false } },
                    "--until-stdin-closes" => read with { UntilStandardInputCloses = true },
                    "--help" or "-h" => read with { Help = true },
                    "--speed" => read,
                    _ => throw new FormatException($"'{option}' is unknown. Try --help."),
                };
                speed = option == "--speed" ? Speed() : speed;
            }
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
        }

        arguments = read with { Options = read.Options with { Time = new LabClock(speed) } };
        return problem is null;
    }
}
