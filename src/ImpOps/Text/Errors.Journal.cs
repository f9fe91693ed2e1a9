using System;

namespace ImpOps;

/// <content>Failures of journals.</content>
internal static partial class Errors
{
    public static ImpOpsException JournalExists(string path) =>
        New(nameof(Messages.JournalExists), ErrorKind.AlreadyExists, path, path);

    public static ImpOpsException JournalInUse(string path, Exception inner) =>
        New(inner, nameof(Messages.JournalInUse), ErrorKind.InUse, path, path);

    public static ImpOpsException JournalInvalid(string path, Exception inner) =>
        New(inner, nameof(Messages.JournalInvalid), ErrorKind.InvalidData, path, path);

    public static ImpOpsException JournalVersion(string path, int version, int known) =>
        New(nameof(Messages.JournalVersion), ErrorKind.InvalidData, path, path, version, known);

    public static ImpOpsException JournalDamaged(InputLocation at, Exception inner) =>
        New(inner, nameof(Messages.JournalDamaged), ErrorKind.InvalidData, at.FileName, at);

    public static ImpOpsException JournalOtherCluster(string path, string cluster, string connected) =>
        New(nameof(Messages.JournalOtherCluster), ErrorKind.InvalidArgument, path, path, cluster, connected);
}
