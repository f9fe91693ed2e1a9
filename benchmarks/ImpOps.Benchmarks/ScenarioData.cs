using System;
using System.Globalization;
using System.IO;
using System.Text.Unicode;
using ImpOps.Messaging;

namespace ImpOps.Benchmarks;

/// <summary>A scenario of multiple device messaging: a thousand users, each with a laptop and a phone, who chat. The same events for the same number.</summary>
internal static class ScenarioData
{
    private const int Seed = 20261126;
    private const int Users = 1000;
    private const int MostSecondsBetween = 3;

    private static readonly string[] Devices = ["laptop", "phone"];

    /// <summary>The events, of which the first sign everybody in.</summary>
    public static MdmEvent[] Events(int count)
    {
        Random random = new(Seed);
        DateTimeOffset time = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        string[] users = Array.ConvertAll(new int[Users], _ => $"user{random.Next():D10}");
        MdmEvent[] events = new MdmEvent[count];
        for (int i = 0; i < count; i++)
        {
            string user = users[random.Next(Users)];
            string laptop = Devices[0], phone = Devices[1];
            events[i] = i < Users * Devices.Length
                ? new MdmEvent(time, users[i / Devices.Length], Devices[i % Devices.Length], MdmEventKind.SignIn)
                : random.Next(100) switch
                {
                    < 45 => new MdmEvent(time, user, null, MdmEventKind.Receive, "peer"),
                    < 65 => new MdmEvent(time, user, laptop, MdmEventKind.Send, "peer"),
                    < 80 => new MdmEvent(time, user, laptop, MdmEventKind.Read),
                    < 88 => new MdmEvent(time, user, phone, MdmEventKind.Background),
                    < 96 => new MdmEvent(time, user, phone, MdmEventKind.Foreground),
                    _ => new MdmEvent(time, user, phone, MdmEventKind.Iq),
                };
            time = time.AddMilliseconds(random.Next(MostSecondsBetween * 1000));
        }

        return events;
    }

    /// <summary>The events as a file.</summary>
    public static byte[] File(MdmEvent[] events)
    {
        using MemoryStream file = new();
        Span<byte> line = stackalloc byte[256];
        file.Write("Time,User,Device,Event,Peer\n"u8);
        foreach (MdmEvent happened in events)
        {
            Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{happened.Time:yyyy-MM-ddTHH:mm:ss.fffzzz},{happened.User},{happened.Device},{happened.Kind},{happened.Peer}\n", out int length);
            file.Write(line.Slice(0, length));
        }

        return file.ToArray();
    }
}
