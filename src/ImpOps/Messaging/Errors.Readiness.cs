using System.Collections.Generic;

namespace ImpOps;

internal static partial class Errors
{
    public static ImpOpsException MdmClientHeaderMissing(string file) =>
        New(nameof(Messages.MdmClientHeaderMissing), ErrorKind.InvalidData, file, file);

    public static ImpOpsException MdmClientRowMalformed(InputLocation at, int fields, int headings) =>
        New(nameof(Messages.MdmClientRowMalformed), ErrorKind.InvalidData, at.FileName, at, fields, headings);

    public static ImpOpsException MdmClientRecordNotUnderstood(InputLocation at, IEnumerable<string> properties) =>
        New(nameof(Messages.MdmClientRecordNotUnderstood), ErrorKind.InvalidData, at.FileName, at, string.Join(", ", properties));

    public static ImpOpsException MdmClientNameMissing(InputLocation at, string? text) =>
        New(nameof(Messages.MdmClientNameMissing), ErrorKind.InvalidData, text, at, text);

    public static ImpOpsException MdmClientVersionNotUnderstood(InputLocation at, string text) =>
        New(nameof(Messages.MdmClientVersionNotUnderstood), ErrorKind.InvalidData, text, at, text);
}
