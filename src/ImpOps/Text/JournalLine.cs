using System;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Xml;

namespace ImpOps.Text;

/// <summary>A line of a journal: an object as JSON. What is null is left out where its member says so.</summary>
internal static class JournalLine
{
    public const byte End = (byte)'\n';

    /// <summary>A time that reads back to the same.</summary>
    public const string TimeFormat = "o";

    public static byte[] Write<T>(T line)
    {
        using MemoryStream text = new();
        Serializer<T>().WriteObject(text, line);
        text.WriteByte(End);
        return text.ToArray();
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static T Read<T>(byte[] text, int start, int length)
    {
        try
        {
            using MemoryStream line = new(text, start, length);
            return (T?)Serializer<T>().ReadObject(line) ?? throw new FormatException();
        }
        catch (Exception problem) when (problem is SerializationException or XmlException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    /// <exception cref="FormatException">It is none of the words.</exception>
    public static TEnum Word<TEnum>(string? word)
        where TEnum : struct, Enum =>
        word is not null && Enum.IsDefined(typeof(TEnum), word) ? (TEnum)Enum.Parse(typeof(TEnum), word) : throw new FormatException();

    public static string Time(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is none.</exception>
    public static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : throw new FormatException();

    private static DataContractJsonSerializer Serializer<T>() => new(typeof(T));
}
