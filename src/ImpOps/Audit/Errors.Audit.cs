using System;
using ImpOps.Text;

namespace ImpOps;

internal static partial class Errors
{
    public static ImpOpsException AuditLogEmpty(string file) =>
        New(nameof(Messages.AuditLogEmpty), ErrorKind.InvalidData, file, file);

    public static ImpOpsException AuditLogNotRecognized(string file, string line) =>
        New(nameof(Messages.AuditLogNotRecognized), ErrorKind.InvalidData, file, file, line);

    public static ImpOpsException AuditLinesIgnored(string file, long count, long first) =>
        New(nameof(Messages.AuditLinesIgnored), ErrorKind.InvalidData, file, file, count, first);

    public static ImpOpsException AuditLineCut(InputLocation at) =>
        New(nameof(Messages.AuditLineCut), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException AuditLineTooLong(InputLocation at, int longest) =>
        New(nameof(Messages.AuditLineTooLong), ErrorKind.InvalidData, at.FileName, at, longest);

    public static ImpOpsException AuditTimeMissing(InputLocation at, string text) =>
        New(nameof(Messages.AuditTimeMissing), ErrorKind.InvalidData, at.FileName, at, text);

    public static ImpOpsException AuditDateGuessed(string file, string date) =>
        New(nameof(Messages.AuditDateGuessed), ErrorKind.InvalidData, file, file, date);

    public static ImpOpsException AuditDaysCounted(InputLocation at) =>
        New(nameof(Messages.AuditDaysCounted), ErrorKind.InvalidData, at.FileName, at);
}
