namespace ImpOps.PowerShell;

/// <summary>The words that views put where an object has no value, in the language of the session.</summary>
public static class ViewText
{
    /// <summary>A value that was not given: the published one was assumed.</summary>
    public static string Assumed => Messages.ViewAssumed;

    /// <summary>A parameter of the whole cluster, where others have the name of a node.</summary>
    public static string Clusterwide => Messages.ViewClusterwide;

    /// <summary>An alarm that has not been cleared.</summary>
    public static string Lasts => Messages.ViewLasts;

    /// <summary>A rule that was matched by what nobody has published.</summary>
    public static string Unverified => Messages.ViewUnverified;
}
