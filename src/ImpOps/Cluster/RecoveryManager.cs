using System.Globalization;

namespace ImpOps.Cluster;

/// <summary>The service that decides when clients log in again, and its parameters as the portal prints them.</summary>
internal static class RecoveryManager
{
    public const string Service = "Cisco Server Recovery Manager";
    public const string LowerLimit = "Client Re-Login Lower Limit";
    public const string UpperLimit = "Client Re-Login Upper Limit";
    public const string Delay = "Critical Service Down Delay";

    /// <summary>The value of a parameter; null where there is none, or it is no number.</summary>
    public static int? Seconds(ServiceParameter? parameter) =>
        int.TryParse(parameter?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : null;
}
