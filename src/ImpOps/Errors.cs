using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImpOps;

/// <summary>Every failure that ImpOps knows, in one place. The id of a failure is the name of its message.</summary>
internal static partial class Errors
{
    public static ImpOpsException OvaSizeUnknown(int ovaSize, IEnumerable<int> known) =>
        New(nameof(Messages.OvaSizeUnknown), ErrorKind.InvalidArgument, ovaSize, ovaSize, string.Join(", ", known));

    public static ImpOpsException VersionNotUnderstood(string text) =>
        New(nameof(Messages.VersionNotUnderstood), ErrorKind.InvalidArgument, text, text);

    public static ImpOpsException UserCountMissing() =>
        New(nameof(Messages.UserCountMissing), ErrorKind.InvalidArgument, null);

    public static ImpOpsException UserCountAmbiguous() =>
        New(nameof(Messages.UserCountAmbiguous), ErrorKind.InvalidArgument, null);

    public static ImpOpsException NodeCountTooMany(int count) =>
        New(nameof(Messages.NodeCountTooMany), ErrorKind.InvalidArgument, count, count);

    public static ImpOpsException UserCountNotPositive(long count) =>
        New(nameof(Messages.UserCountNotPositive), ErrorKind.InvalidArgument, count, count);

    public static ImpOpsException UserCountAbsurd(long count, int most) =>
        New(nameof(Messages.UserCountAbsurd), ErrorKind.InvalidArgument, count, count, most);

    public static ImpOpsException UserCountAboveProfile(int count, string profile, int most, int? nextOva, string? nextProfile)
    {
        string what = Format(Messages.UserCountAboveProfile, count, profile, most);
        string advice = nextProfile is null
            ? Messages.UserCountAboveProfileNoOva
            : Format(Messages.UserCountAboveProfileNextOva, nextOva, nextProfile);
        return new ImpOpsException(nameof(Messages.UserCountAboveProfile), ErrorKind.InvalidArgument, count, what + Messages.SentenceSeparator + advice);
    }

    public static ImpOpsException CriticalServiceDownDelayOutOfRange(int delay, int longest) =>
        New(nameof(Messages.CriticalServiceDownDelayOutOfRange), ErrorKind.InvalidArgument, delay, delay, longest);

    public static ImpOpsException RestartRuleNotFound(string change, IEnumerable<string> closest) =>
        New(nameof(Messages.RestartRuleNotFound), ErrorKind.NotFound, change, change, string.Join("; ", closest));

    public static ImpOpsException SessionCountOutOfRange(long count, long most) =>
        New(nameof(Messages.SessionCountOutOfRange), ErrorKind.InvalidArgument, count, count, most);

    public static ImpOpsException SessionCountMissing() =>
        New(nameof(Messages.SessionCountMissing), ErrorKind.InvalidArgument, null);

    public static ImpOpsException SessionCountAmbiguous() =>
        New(nameof(Messages.SessionCountAmbiguous), ErrorKind.InvalidArgument, null);

    public static ImpOpsException ThresholdOutOfRange(int percent) =>
        New(nameof(Messages.ThresholdOutOfRange), ErrorKind.InvalidArgument, percent, percent);

    public static ImpOpsException ClientPerUserOutOfRange(double clients, double most) =>
        New(nameof(Messages.ClientPerUserOutOfRange), ErrorKind.InvalidArgument, clients, clients, most);

    public static ImpOpsException FileNotFound(string path, Exception inner) =>
        New(inner, nameof(Messages.FileNotFound), ErrorKind.NotFound, path, path);

    public static ImpOpsException FileNotReadable(string path, Exception inner) =>
        New(inner, nameof(Messages.FileNotReadable), ErrorKind.ReadFailed, path, path, inner.Message);

    public static ImpOpsException FileNotWritable(string path, Exception inner) =>
        New(inner, nameof(Messages.FileNotWritable), ErrorKind.WriteFailed, path, path, inner.Message);

    public static ImpOpsException DirectoryNotFound(string path, Exception inner) =>
        New(inner, nameof(Messages.DirectoryNotFound), ErrorKind.NotFound, path, path);

    public static ImpOpsException FileExists(string path) =>
        New(nameof(Messages.FileExists), ErrorKind.AlreadyExists, path, path);

    public static ImpOpsException FileNotRegular(string path) =>
        New(nameof(Messages.FileNotRegular), ErrorKind.InvalidArgument, path, path);

    public static ImpOpsException PathIsDirectory(string path) =>
        New(nameof(Messages.PathIsDirectory), ErrorKind.InvalidArgument, path, path);

    public static ImpOpsException FileReadOnly(string path) =>
        New(nameof(Messages.FileReadOnly), ErrorKind.AlreadyExists, path, path);

    public static ImpOpsException DelimiterInvalid(char delimiter) =>
        New(nameof(Messages.DelimiterInvalid), ErrorKind.InvalidArgument, delimiter, delimiter);

    public static ImpOpsException EncodingTooSmall(string path, string encoding, Exception inner) =>
        New(inner, nameof(Messages.EncodingTooSmall), ErrorKind.InvalidArgument, path, path, encoding);

    public static ImpOpsException SessionFileEmpty(string file) =>
        New(nameof(Messages.SessionFileEmpty), ErrorKind.InvalidData, file, file);

    public static ImpOpsException SessionHeaderMissing(string file, string firstLine) =>
        New(nameof(Messages.SessionHeaderMissing), ErrorKind.InvalidData, file, file, firstLine);

    public static ImpOpsException SessionColumnsUnrecognized(InputLocation at, IEnumerable<string> columns) =>
        New(nameof(Messages.SessionColumnsUnrecognized), ErrorKind.InvalidData, at.FileName, at, string.Join(", ", columns));

    public static ImpOpsException SessionQuoteNotClosed(InputLocation at) =>
        New(nameof(Messages.SessionQuoteNotClosed), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException SessionTextAfterQuote(InputLocation at) =>
        New(nameof(Messages.SessionTextAfterQuote), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException SessionRecordTooLong(InputLocation at, int longest) =>
        New(nameof(Messages.SessionRecordTooLong), ErrorKind.InvalidData, at.FileName, at, longest);

    public static ImpOpsException SessionRowCut(InputLocation at, int fields, int headings) =>
        New(nameof(Messages.SessionRowCut), ErrorKind.InvalidData, at.FileName, at, fields, headings);

    public static ImpOpsException SessionRowTooLong(InputLocation at, int fields, int headings) =>
        New(nameof(Messages.SessionRowTooLong), ErrorKind.InvalidData, at.FileName, at, fields, headings);

    public static ImpOpsException SessionUserMissing(InputLocation at) =>
        New(nameof(Messages.SessionUserMissing), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException SessionCountNotANumber(InputLocation at, string text) =>
        New(nameof(Messages.SessionCountNotANumber), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException SessionCountAbsurd(InputLocation at, long count, long most) =>
        New(nameof(Messages.SessionCountAbsurd), ErrorKind.InvalidData, at.FileName, at, count, most);

    public static ImpOpsException SessionDevicesContradict(InputLocation at, long devices, long sessions) =>
        New(nameof(Messages.SessionDevicesContradict), ErrorKind.InvalidData, at.FileName, at, devices, sessions);

    public static ImpOpsException SessionDeviceTypesTooMany(string device, int most) =>
        New(nameof(Messages.SessionDeviceTypesTooMany), ErrorKind.InvalidData, device, device, most);

    public static ImpOpsException SessionTextSpoilt(InputLocation at, string text) =>
        New(nameof(Messages.SessionTextSpoilt), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException SessionLevelUnknown(InputLocation at, string level) =>
        New(nameof(Messages.SessionLevelUnknown), ErrorKind.InvalidData, at.FileName, at, level);

    public static ImpOpsException SessionNodesTooMany(InputLocation at, int most) =>
        New(nameof(Messages.SessionNodesTooMany), ErrorKind.InvalidData, at.FileName, at, most);

    public static ImpOpsException SessionSummaryTwice(InputLocation at, InputLocation earlier) =>
        New(nameof(Messages.SessionSummaryTwice), ErrorKind.InvalidData, at.FileName, at, earlier);

    public static ImpOpsException SessionSummaryDiffers(InputLocation at, string? node, long users, long sessions, long countedUsers, long countedSessions) =>
        New(nameof(Messages.SessionSummaryDiffers), ErrorKind.InvalidData, at.FileName, at, node, users, sessions, countedUsers, countedSessions);

    public static ImpOpsException SessionLineIgnored(InputLocation at, string text) =>
        New(nameof(Messages.SessionLineIgnored), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException SessionTimeNotUnderstood(InputLocation at, string text) =>
        New(nameof(Messages.SessionTimeNotUnderstood), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException SessionUsersUnknown() =>
        New(nameof(Messages.SessionUsersUnknown), ErrorKind.InvalidData, null);

    public static ImpOpsException InputErrorsOmitted(string file, long count) =>
        New(nameof(Messages.InputErrorsOmitted), ErrorKind.InvalidData, file, file, count);

    public static ImpOpsException SessionRecordNotUnderstood(InputLocation at, IEnumerable<string> properties) =>
        New(nameof(Messages.SessionRecordNotUnderstood), ErrorKind.InvalidData, null, at, string.Join(", ", properties));

    public static ImpOpsException CounterLogEmpty(string file) =>
        New(nameof(Messages.CounterLogEmpty), ErrorKind.InvalidData, file, file);

    public static ImpOpsException CounterHeaderMissing(string file, string firstLine) =>
        New(nameof(Messages.CounterHeaderMissing), ErrorKind.InvalidData, file, file, firstLine);

    public static ImpOpsException CounterRowUneven(InputLocation at, int fields, int headings) =>
        New(nameof(Messages.CounterRowUneven), ErrorKind.InvalidData, at.FileName, at, fields, headings);

    public static ImpOpsException CounterRowCut(InputLocation at) =>
        New(nameof(Messages.CounterRowCut), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException CounterRowTooLong(InputLocation at, int longest) =>
        New(nameof(Messages.CounterRowTooLong), ErrorKind.InvalidData, at.FileName, at, longest);

    public static ImpOpsException CounterTimeNotUnderstood(InputLocation at, string text) =>
        New(nameof(Messages.CounterTimeNotUnderstood), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException CounterValueNotANumber(InputLocation at, object counter, string text) =>
        New(nameof(Messages.CounterValueNotANumber), ErrorKind.InvalidData, at.FileName, at, text, counter);

    public static ImpOpsException CounterZoneMissing(string file, string offset) =>
        New(nameof(Messages.CounterZoneMissing), ErrorKind.InvalidData, file, file, offset);

    public static ImpOpsException CounterSamplesRepeated(string file, long count) =>
        New(nameof(Messages.CounterSamplesRepeated), ErrorKind.InvalidData, file, file, count);

    public static ImpOpsException DurationOutOfRange(string name, TimeSpan duration) =>
        New(nameof(Messages.DurationOutOfRange), ErrorKind.InvalidArgument, duration, name, duration);

    public static ImpOpsException TimeoutTooLong(TimeSpan timeout, TimeSpan longest) =>
        New(nameof(Messages.TimeoutTooLong), ErrorKind.InvalidArgument, timeout, timeout, longest);

    public static ImpOpsException SamplesTooSparse(string? node, TimeSpan interval, TimeSpan maximumGap) =>
        New(nameof(Messages.SamplesTooSparse), ErrorKind.InvalidData, node, node, interval, maximumGap);

    public static ImpOpsException ForecastTooShort(string? node, int days, int needed) =>
        New(nameof(Messages.ForecastTooShort), ErrorKind.InvalidData, node, node, days, needed);

    /// <summary>Fills a message in the session's culture.</summary>
    public static string Format(string message, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, message, arguments);

    private static ImpOpsException New(string id, ErrorKind kind, object? target, params object?[] arguments) =>
        New(null, id, kind, target, arguments);

    private static ImpOpsException New(Exception? inner, string id, ErrorKind kind, object? target, params object?[] arguments)
    {
        string message = Messages.ResourceManager.GetString(id, CultureInfo.CurrentUICulture)!;
        return new ImpOpsException(id, kind, target, Format(message, arguments), inner);
    }
}
