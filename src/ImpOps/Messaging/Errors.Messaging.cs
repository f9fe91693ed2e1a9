using System.Collections.Generic;
using System.Linq;

namespace ImpOps;

internal static partial class Errors
{
    public static ImpOpsException MdmReleaseUnknown(string release, IEnumerable<string> known) =>
        New(nameof(Messages.MdmReleaseUnknown), ErrorKind.InvalidArgument, release, release, string.Join(", ", known));

    public static ImpOpsException MdmBufferLimitOutOfRange(int limit, int most) =>
        New(nameof(Messages.MdmBufferLimitOutOfRange), ErrorKind.InvalidArgument, limit, limit, most);

    public static ImpOpsException MdmScenarioEmpty(string file) =>
        New(nameof(Messages.MdmScenarioEmpty), ErrorKind.InvalidData, file, file);

    public static ImpOpsException MdmHeaderMissing(string file, string firstLine) =>
        New(nameof(Messages.MdmHeaderMissing), ErrorKind.InvalidData, file, file, firstLine);

    public static ImpOpsException MdmColumnsUnrecognized(InputLocation at, IEnumerable<string> columns) =>
        New(nameof(Messages.MdmColumnsUnrecognized), ErrorKind.InvalidData, at.FileName, at, string.Join(", ", columns));

    public static ImpOpsException MdmRecordNotUnderstood(InputLocation at, IEnumerable<string> properties) =>
        New(nameof(Messages.MdmRecordNotUnderstood), ErrorKind.InvalidData, null, at, string.Join(", ", properties));

    public static ImpOpsException MdmQuotesUneven(InputLocation at) =>
        New(nameof(Messages.MdmQuotesUneven), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException MdmRecordTooLong(InputLocation at, int longest) =>
        New(nameof(Messages.MdmRecordTooLong), ErrorKind.InvalidData, at.FileName, at, longest);

    public static ImpOpsException MdmRowTooLong(InputLocation at, int fields, int headings) =>
        New(nameof(Messages.MdmRowTooLong), ErrorKind.InvalidData, at.FileName, at, fields, headings);

    public static ImpOpsException MdmTextSpoilt(InputLocation at, string text) =>
        New(nameof(Messages.MdmTextSpoilt), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException MdmTimeNotUnderstood(InputLocation at, string text) =>
        New(nameof(Messages.MdmTimeNotUnderstood), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException MdmEventUnknown(InputLocation at, string text, IEnumerable<string> closest) =>
        New(nameof(Messages.MdmEventUnknown), ErrorKind.InvalidData, at.FileName, at, text, string.Join(", ", closest));

    public static ImpOpsException MdmEventOutOfOrder(InputLocation at, string time, string before) =>
        New(nameof(Messages.MdmEventOutOfOrder), ErrorKind.InvalidData, at.FileName, at, time, before);

    public static ImpOpsException MdmUserMissing(InputLocation at) =>
        New(nameof(Messages.MdmUserMissing), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException MdmDeviceMissing(InputLocation at, string happened) =>
        New(nameof(Messages.MdmDeviceMissing), ErrorKind.InvalidData, at.FileName, at, happened);

    public static ImpOpsException MdmDeviceNotChosen(InputLocation at, string device) =>
        New(nameof(Messages.MdmDeviceNotChosen), ErrorKind.InvalidData, at.FileName, at, device);

    public static ImpOpsException MdmRoomMissing(InputLocation at, string happened) =>
        New(nameof(Messages.MdmRoomMissing), ErrorKind.InvalidData, at.FileName, at, happened);

    public static ImpOpsException MdmRoomNotJoined(InputLocation at, string device, string room) =>
        New(nameof(Messages.MdmRoomNotJoined), ErrorKind.InvalidData, at.FileName, at, device, room);

    public static ImpOpsException MdmDeviceUnknown(InputLocation at, string user, string device, IEnumerable<string> known) =>
        New(nameof(Messages.MdmDeviceUnknown), ErrorKind.InvalidData, at.FileName, at, user, device, string.Join(", ", known.DefaultIfEmpty("-")));

    public static ImpOpsException MdmDeviceSignedIn(InputLocation at, string user, string device) =>
        New(nameof(Messages.MdmDeviceSignedIn), ErrorKind.InvalidData, at.FileName, at, user, device);

    public static ImpOpsException MdmDeviceSignedOut(InputLocation at, string user, string device) =>
        New(nameof(Messages.MdmDeviceSignedOut), ErrorKind.InvalidData, at.FileName, at, user, device);

    public static ImpOpsException MdmMessageNotUnread(InputLocation at, string device, string message) =>
        New(nameof(Messages.MdmMessageNotUnread), ErrorKind.InvalidData, at.FileName, at, device, message);
}
