namespace ImpOps;

internal static partial class Errors
{
    public static ImpOpsException CliLineNotUnderstood(long line, string text) =>
        New(nameof(Messages.CliLineNotUnderstood), ErrorKind.InvalidData, text, line, Shown(text));

    public static ImpOpsException CliCommandNotRead(long line, string command) =>
        New(nameof(Messages.CliCommandNotRead), ErrorKind.InvalidData, command, line, Shown(command));

    public static ImpOpsException CliRowMisaligned(long line, string text) =>
        New(nameof(Messages.CliRowMisaligned), ErrorKind.InvalidData, text, line, Shown(text));

    public static ImpOpsException CliRowCut(long line, string text, int lines, int headerLines) =>
        New(nameof(Messages.CliRowCut), ErrorKind.InvalidData, text, line, Shown(text), lines, headerLines);

    public static ImpOpsException CliCounterNotANumber(long line, string text, string counter) =>
        New(nameof(Messages.CliCounterNotANumber), ErrorKind.InvalidData, text, line, Shown(text), Shown(counter));

    public static ImpOpsException CliCounterMissing(long line, string counters) =>
        New(nameof(Messages.CliCounterMissing), ErrorKind.InvalidData, counters, line, Shown(counters));

    public static ImpOpsException CliNodeStateMissing(long line, string node) =>
        New(nameof(Messages.CliNodeStateMissing), ErrorKind.InvalidData, node, line, Shown(node));

    /// <summary>As much of a pasted text as someone will read.</summary>
    private static string Shown(string text)
    {
        const int Longest = 400;
        return text.Length <= Longest ? text : text.Substring(0, Longest) + "\u2026";
    }
}
