using System;
using System.Globalization;
using System.Text.Unicode;

namespace ImpOps.Benchmarks;

/// <summary>A performance log in PDH-CSV: a column a counter, a row every 15 seconds. The same bytes for the same size.</summary>
internal static class CounterData
{
    private const int Seed = 20261122;
    private const int CountersOfObject = 24;
    private const int Seconds = 15;

    // The object that the comparison asks for; it has CountersOfObject counters among all those of the others.
    private const string Wanted = "Cisco XCP JSM";
    private const int WantedNumber = 1;

    public static void Write(string path, int rows, int counters)
    {
        Random random = new(Seed);
        DateTime begin = new(2026, 11, 16, 0, 0, 0, DateTimeKind.Unspecified);
        using DataFile file = new(path);
        file.Wrote(Utf8.TryWrite(file.Room(), $"\"(PDH-CSV 4.0) (Eastern Daylight Time)(240)\"", out int length), length);
        for (int counter = 0; counter < counters; counter++)
        {
            int number = counter / CountersOfObject;
            string name = number == WantedNumber ? Wanted : FormattableString.Invariant($"Object {number}");
            file.Wrote(Utf8.TryWrite(file.Room(), $",\"\\\\imp-1\\{name}(_Total)\\Counter {counter % CountersOfObject}\"", out length), length);
        }

        for (int row = 0; row < rows; row++)
        {
            DateTime time = begin.AddSeconds((double)Seconds * row);
            file.Wrote(Utf8.TryWrite(file.Room(), CultureInfo.InvariantCulture, $"\r\n\"{time:MM/dd/yyyy HH:mm:ss.fff}\"", out length), length);
            for (int counter = 0; counter < counters; counter++)
            {
                int value = random.Next(10_000);

                // A rate has no value in the first row.
                bool blank = row == 0 && counter % 2 == 1;
                file.Wrote(
                    blank
                        ? Utf8.TryWrite(file.Room(), $",\" \"", out length)
                        : Utf8.TryWrite(file.Room(), CultureInfo.InvariantCulture, $",\"{value}\"", out length),
                    length);
            }
        }

        file.Wrote(Utf8.TryWrite(file.Room(), $"\r\n", out length), length);
    }
}
