using System;
using System.Collections.Generic;
using ImpOps.Cluster;

namespace ImpOps;

/// <summary>The failures of a live cluster.</summary>
internal static partial class Errors
{
    public static ImpOpsException ServerNameInvalid(string server) =>
        New(nameof(Messages.ServerNameInvalid), ErrorKind.InvalidArgument, server, server);

    public static ImpOpsException PortOutOfRange(int port) =>
        New(nameof(Messages.PortOutOfRange), ErrorKind.InvalidArgument, port, port);

    public static ImpOpsException AxlVersionInvalid(string version) =>
        New(nameof(Messages.AxlVersionInvalid), ErrorKind.InvalidArgument, version, version);

    public static ImpOpsException ThumbprintInvalid(string thumbprint) =>
        New(nameof(Messages.ThumbprintInvalid), ErrorKind.InvalidArgument, thumbprint, thumbprint);

    public static ImpOpsException ValueNotSendable(string operation, Exception inner) =>
        New(inner, nameof(Messages.ValueNotSendable), ErrorKind.InvalidArgument, operation, operation);

    public static ImpOpsException ConnectionClosed(string connection) =>
        New(nameof(Messages.ConnectionClosed), ErrorKind.InvalidState, connection, connection);

    public static ImpOpsException CertificateMissing(string server) =>
        New(nameof(Messages.CertificateMissing), ErrorKind.CertificateRejected, server, server);

    public static ImpOpsException CertificateRejected(
        string server, string reason, string subject, string issuer, DateTime from, DateTime to, string thumbprint) =>
        New(nameof(Messages.CertificateRejected), ErrorKind.CertificateRejected, server, server, reason, subject, issuer, from, to, thumbprint);

    public static ImpOpsException ServerUnreachable(string server, int port, string reason, Exception inner) =>
        New(inner, nameof(Messages.ServerUnreachable), ErrorKind.ConnectionFailed, server, server, port, reason.TrimEnd('.'));

    public static ImpOpsException ServerTimedOut(string server, string operation, TimeSpan timeout) =>
        New(nameof(Messages.ServerTimedOut), ErrorKind.TimedOut, server, server, operation, timeout.TotalSeconds);

    public static ImpOpsException CredentialsRejected(string server, string user) =>
        New(nameof(Messages.CredentialsRejected), ErrorKind.AuthenticationFailed, server, server, user);

    public static ImpOpsException AccessDenied(string server, string user, string operation, string text) =>
        New(nameof(Messages.AccessDenied), ErrorKind.PermissionDenied, server, server, user, operation, text);

    public static ImpOpsException RedirectRefused(string server, string location) =>
        New(nameof(Messages.RedirectRefused), ErrorKind.ProtocolViolated, server, server, location);

    public static ImpOpsException NotSoap(string server, Uri address, int status, string text) =>
        New(nameof(Messages.NotSoap), ErrorKind.ProtocolViolated, server, server, address, status, text);

    public static ImpOpsException ResponseCutOff(string server, string operation, Exception inner) =>
        New(inner, nameof(Messages.ResponseCutOff), ErrorKind.ConnectionFailed, server, server, operation);

    public static ImpOpsException ResponseHostile(string server, string operation, string reason) =>
        New(nameof(Messages.ResponseHostile), ErrorKind.ProtocolViolated, server, server, operation, reason);

    public static ImpOpsException ResponseMalformed(string server, string operation, Exception inner) =>
        New(inner, nameof(Messages.ResponseMalformed), ErrorKind.ProtocolViolated, server, server, operation, inner.Message.TrimEnd('.'));

    public static ImpOpsException ResponseUnexpected(string server, string operation, string element) =>
        New(nameof(Messages.ResponseUnexpected), ErrorKind.ProtocolViolated, server, server, operation, element);

    public static ImpOpsException RateExceeded(string server, string text) =>
        New(nameof(Messages.RateExceeded), ErrorKind.LimitExceeded, server, server, text);

    public static ImpOpsException ServerUnavailable(string server, string text) =>
        New(nameof(Messages.ServerUnavailable), ErrorKind.Unavailable, server, server, text);

    public static ImpOpsException AxlFault(string server, string operation, string code, string text) =>
        New(nameof(Messages.AxlFault), ErrorKind.RequestRefused, server, server, operation, code, text);

    public static ImpOpsException AxlVersionUnsupported(string server, string text) =>
        New(nameof(Messages.AxlVersionUnsupported), ErrorKind.RequestRefused, server, server, text);

    public static ImpOpsException SoapFault(string server, string operation, string code, string text) =>
        New(nameof(Messages.SoapFault), ErrorKind.RequestRefused, server, server, operation, code, text);

    public static ImpOpsException NodeUnknown(string node, IEnumerable<string> nodes) =>
        New(nameof(Messages.NodeUnknown), ErrorKind.NotFound, node, node, string.Join(", ", nodes));

    public static ImpOpsException GroupUnknown(string group, IEnumerable<string> groups) =>
        New(nameof(Messages.GroupUnknown), ErrorKind.NotFound, group, group, string.Join(", ", groups));

    public static ImpOpsException HighAvailabilityNotSet(PresenceRedundancyGroup group) =>
        New(nameof(Messages.HighAvailabilityNotSet), ErrorKind.RequestRefused, group, group.Name);

    public static ImpOpsException ServiceUnknown(string? node, string service, IEnumerable<string> closest) =>
        New(nameof(Messages.ServiceUnknown), ErrorKind.NotFound, service, node ?? Messages.TheCluster, service, string.Join(", ", closest));

    public static ImpOpsException ServiceControlRefused(string node, string service, string control, string text) =>
        New(nameof(Messages.ServiceControlRefused), ErrorKind.RequestRefused, service, node, service, control, text);

    public static ImpOpsException ServiceNotRestarted(ClusterService service, TimeSpan timeout) =>
        New(nameof(Messages.ServiceNotRestarted), ErrorKind.TimedOut, service, service.NodeName, service.Name, timeout, service.Status);

    public static ImpOpsException ParameterUnknown(string service, string name, IEnumerable<string> closest) =>
        New(nameof(Messages.ParameterUnknown), ErrorKind.NotFound, name, service, name, string.Join(", ", closest));

    public static ImpOpsException ParameterNeedsNode(ServiceParameter parameter, IEnumerable<string> nodes) =>
        New(nameof(Messages.ParameterNeedsNode), ErrorKind.InvalidArgument, parameter.Name, parameter.Name, string.Join(", ", nodes));

    public static ImpOpsException ParameterNotSet(ServiceParameter parameter, string value) =>
        New(nameof(Messages.ParameterNotSet), ErrorKind.RequestRefused, parameter, parameter.Name, parameter.NodeName ?? Messages.Clusterwide, value, parameter.Value);

    public static ImpOpsException CounterPathInvalid(string path) =>
        New(nameof(Messages.CounterPathInvalid), ErrorKind.InvalidArgument, path, path);

    public static ImpOpsException CounterUnknown(string node, string path, IEnumerable<string> closest) =>
        New(nameof(Messages.CounterUnknown), ErrorKind.NotFound, path, node, path, string.Join(", ", closest));

    public static ImpOpsException SampleIntervalTooShort(TimeSpan interval, int requests, int allowed, TimeSpan shortest) =>
        New(nameof(Messages.SampleIntervalTooShort), ErrorKind.LimitExceeded, interval, requests, allowed, shortest.TotalSeconds, interval.TotalSeconds);

    public static ImpOpsException GroupWithoutNodes(string group) =>
        New(nameof(Messages.GroupWithoutNodes), ErrorKind.InvalidState, group, group);

    public static ImpOpsException SampleCountOutOfRange(long count) =>
        New(nameof(Messages.SampleCountOutOfRange), ErrorKind.InvalidArgument, count, count);
}
