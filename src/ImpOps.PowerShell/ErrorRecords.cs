using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImpOps.Capacity;
using ImpOps.Cluster;

namespace ImpOps.PowerShell;

/// <summary>Every error record of the module is made here. The id of a record is the name of its message.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(ImpOpsException problem) =>
        new(problem, problem.ErrorId, CategoryOf(problem.Kind), problem.Target);

    public static ErrorRecord ChangeMissing() =>
        New(nameof(Messages.ChangeMissing), ErrorCategory.InvalidArgument, null);

    public static ErrorRecord AuditChangeUnknown(IEnumerable<string> changes) =>
        New(nameof(Messages.AuditChangeUnknown), ErrorCategory.ObjectNotFound, null, string.Join("; ", changes));

    public static ErrorRecord NotConnected() =>
        New(nameof(Messages.NotConnected), ErrorCategory.ConnectionError, null);

    public static ErrorRecord ConnectionNotFound(object name) =>
        New(nameof(Messages.ConnectionNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join(", ", ConnectionStore.Current.All.Select(connection => connection.Name)));

    public static ErrorRecord RestartPlanNeedsOneConnection() =>
        New(nameof(Messages.RestartPlanNeedsOneConnection), ErrorCategory.InvalidArgument, null);

    public static ErrorRecord ParameterIsClusterwide(ServiceParameter parameter, string node) =>
        New(nameof(Messages.ParameterIsClusterwide), ErrorCategory.InvalidArgument, parameter, parameter.Name, node);

    public static ErrorRecord RetryLimitContradicts(string group, string limits, string others) =>
        New(nameof(Messages.RetryLimitContradicts), ErrorCategory.InvalidArgument, group, group, limits, others);

    public static ErrorRecord RestartNotAsked(ServiceRestart restart) =>
        New(nameof(Messages.RestartNotAsked), ErrorCategory.InvalidOperation, restart.Service, restart.Service, restart.Service.NodeName, restart.Group);

    public static ErrorRecord TimeoutNotPositive(TimeSpan timeout) =>
        New(nameof(Messages.TimeoutNotPositive), ErrorCategory.InvalidArgument, timeout, timeout);

    public static ErrorRecord TimesReversed(DateTimeOffset start, DateTimeOffset end) =>
        New(nameof(Messages.TimesReversed), ErrorCategory.InvalidArgument, start, start.ToString("u", CultureInfo.InvariantCulture), end.ToString("u", CultureInfo.InvariantCulture));

    public static ErrorRecord AssignedUserNotFound(string userId) =>
        New(nameof(Messages.AssignedUserNotFound), ErrorCategory.ObjectNotFound, userId, userId);

    public static ErrorRecord ParameterServiceNotFound(string service, IEnumerable<string> services) =>
        New(nameof(Messages.ParameterServiceNotFound), ErrorCategory.ObjectNotFound, service, service, string.Join(", ", services));

    public static ErrorRecord ServiceParameterNotFound(string name, IEnumerable<string> services) =>
        New(nameof(Messages.ServiceParameterNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join(", ", services));

    public static ErrorRecord MovesNeedOneConnection(IEnumerable<string> connections) =>
        New(nameof(Messages.MovesNeedOneConnection), ErrorCategory.InvalidArgument, null, string.Join(", ", connections));

    public static ErrorRecord MoveJournalMissing() =>
        New(nameof(Messages.MoveJournalMissing), ErrorCategory.InvalidArgument, null);

    /// <summary>What the journal tells of a move that was refused or passed over.</summary>
    public static ErrorRecord UserNotMoved(UserMoveResult move) =>
        new(new PSInvalidOperationException(move.Message), move.ErrorId, ErrorCategory.InvalidResult, move.UserId);

    public static ErrorRecord NothingToExport(string path) =>
        New(nameof(Messages.NothingToExport), ErrorCategory.InvalidData, path, path);

    public static ErrorRecord ParameterNotForFormat(string parameter, object format) =>
        New(nameof(Messages.ParameterNotForFormat), ErrorCategory.InvalidArgument, parameter, parameter, format);

    public static ErrorRecord PathNotFileSystem(string path, string provider) =>
        New(nameof(Messages.PathNotFileSystem), ErrorCategory.InvalidArgument, path, path, provider);

    public static ErrorRecord PathMatchesNothing(string path) =>
        New(nameof(Messages.PathMatchesNothing), ErrorCategory.ObjectNotFound, path, path);

    public static ErrorRecord LoginProfileNotFound(string name) =>
        New(nameof(Messages.LoginProfileNotFound), ErrorCategory.ObjectNotFound, name, name);

    public static ErrorRecord RestartRuleNameNotFound(string name) =>
        New(nameof(Messages.RestartRuleNameNotFound), ErrorCategory.ObjectNotFound, name, name);

    public static ErrorRecord RestartServiceNotFound(string name, IEnumerable<string> services) =>
        New(nameof(Messages.RestartServiceNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join(", ", services));

    public static ErrorRecord SessionGroupNotFound(string name, IEnumerable<string> groups) =>
        New(nameof(Messages.SessionGroupNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join(", ", groups));

    public static ErrorRecord SessionNodeNotFound(string name, IEnumerable<string> nodes) =>
        New(nameof(Messages.SessionNodeNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join(", ", nodes));

    public static ErrorRecord NotAReportEntry(object entry) =>
        New(nameof(Messages.NotAReportEntry), ErrorCategory.InvalidData, entry, entry);

    public static ErrorRecord NodeConnectionMissing(string node, IEnumerable<string> connections) =>
        New(nameof(Messages.NodeConnectionMissing), ErrorCategory.InvalidArgument, node, node, string.Join(", ", connections));

    public static ErrorRecord NotASample(object sample) =>
        New(nameof(Messages.NotASample), ErrorCategory.InvalidData, sample, sample);

    public static ErrorRecord NotMeasured(object item) =>
        New(nameof(Messages.NotMeasured), ErrorCategory.InvalidData, item, item);

    public static ErrorRecord CounterNotFound(string counter) =>
        New(nameof(Messages.CounterNotFound), ErrorCategory.ObjectNotFound, counter, counter);

    public static ErrorRecord CounterNodeNotFound(string node, IEnumerable<string> nodes) =>
        New(nameof(Messages.CounterNodeNotFound), ErrorCategory.ObjectNotFound, node, node, string.Join(", ", nodes));

    public static ErrorRecord MdmFeatureNotFound(string name, IEnumerable<string> features) =>
        New(nameof(Messages.MdmFeatureNotFound), ErrorCategory.ObjectNotFound, name, name, string.Join("; ", features));

    public static ErrorRecord LinesNotFiles(string line) =>
        New(nameof(Messages.LinesNotFiles), ErrorCategory.InvalidData, line, line);

    public static ErrorRecord XmppStandardNotFound(string name) =>
        New(nameof(Messages.XmppStandardNotFound), ErrorCategory.ObjectNotFound, name, name);

    public static ErrorRecord NotXml(object input) =>
        New(nameof(Messages.NotXml), ErrorCategory.InvalidData, input, input);

    public static ErrorRecord WildcardInvalid(string pattern, Exception problem) =>
        new(new PSInvalidOperationException(Format(Messages.WildcardInvalid, pattern, problem.Message), problem),
            nameof(Messages.WildcardInvalid), ErrorCategory.InvalidArgument, pattern);

    public static string Format(string message, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, message, arguments);

    private static ErrorRecord New(string id, ErrorCategory category, object? target, params object?[] arguments)
    {
        string message = Messages.ResourceManager.GetString(id, CultureInfo.CurrentUICulture)!;
        return new ErrorRecord(new PSInvalidOperationException(Format(message, arguments)), id, category, target);
    }

    private static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        ErrorKind.ReadFailed => ErrorCategory.ReadError,
        ErrorKind.WriteFailed => ErrorCategory.WriteError,
        ErrorKind.CertificateRejected => ErrorCategory.SecurityError,
        ErrorKind.AuthenticationFailed => ErrorCategory.AuthenticationError,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.ConnectionFailed => ErrorCategory.ConnectionError,
        ErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        ErrorKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        ErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.ProtocolViolated => ErrorCategory.ProtocolError,
        ErrorKind.RequestRefused => ErrorCategory.InvalidResult,
        ErrorKind.InvalidState => ErrorCategory.InvalidOperation,
        ErrorKind.InUse => ErrorCategory.ResourceBusy,
        _ => ErrorCategory.NotSpecified,
    };
}
