using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ImpOps.Tests.Sessions;

/// <summary>Writes sessions in one of the many ways in which exports come.</summary>
internal static class RandomLayout
{
    private static readonly string[][] Headings =
    [
        ["Presence Redundancy Group", "presence redundancy group name", "Group", "状态冗余组", "子群集"],
        ["Node Name", "NODE", "Server", "节点名称"],
        ["User ID", "UserID", "user", "用户"],
        ["Device Type", "device", "设备类型"],
    ];

    public static byte[] Write((string Group, string Node, string User, string Device)[] rows, Random random, out Encoding? encoding)
    {
        char delimiter = ",;\t"[random.Next(3)];
        int[] order = [.. Enumerable.Range(0, 5).OrderBy(_ => random.Next())];
        (Encoding chosen, bool mark) = random.Next(5) switch
        {
            0 => (Encoding.Unicode, true),
            1 => (Encoding.BigEndianUnicode, true),
            2 => (new UTF8Encoding(true), true),
            _ => (new UTF8Encoding(false), false),
        };
        encoding = null;

        using MemoryStream stream = new();
        if (mark)
        {
            stream.Write(chosen.GetPreamble());
        }

        using (StreamWriter text = new(stream, new NoPreamble(chosen)))
        using (CsvWriter csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            InjectionOptions = InjectionOptions.Escape,
        }))
        {
            if (random.Next(2) == 0)
            {
                text.Write($"IM and Presence User Sessions Report\r\nReport generated: 2026-11-20 08:00:00\r\n\r\n");
            }

            string[] heading = [.. Headings.Select(names => names[random.Next(names.Length)]), "Remark"];
            foreach (int column in order)
            {
                csv.WriteField(heading[column]);
            }

            csv.NextRecord();
            foreach ((string group, string node, string user, string device) in rows)
            {
                string[] cells = [group, node, ImpOps.Text.CsvInjection.Protect(user), device, "remark"];
                foreach (int column in order)
                {
                    csv.WriteField(cells[column]);
                }

                csv.NextRecord();
            }
        }

        return stream.ToArray();
    }

    private sealed class NoPreamble(Encoding encoding) : Encoding
    {
        public override byte[] GetPreamble() => [];

        public override int GetByteCount(char[] chars, int index, int count) => encoding.GetByteCount(chars, index, count);

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            encoding.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetCharCount(byte[] bytes, int index, int count) => encoding.GetCharCount(bytes, index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            encoding.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetMaxByteCount(int charCount) => encoding.GetMaxByteCount(charCount);

        public override int GetMaxCharCount(int byteCount) => encoding.GetMaxCharCount(byteCount);
    }
}
