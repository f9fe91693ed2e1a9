namespace ImpOps.Lab.Faults;

/// <summary>What can go wrong on demand.</summary>
public enum FaultKind
{
    /// <summary>The node listens no more, as long as the fault is there. It takes a node, and neither operation nor count.</summary>
    Refused,

    /// <summary>The connection is reset before anything is done.</summary>
    Reset,

    /// <summary>The answer takes <see cref="LabFault.Seconds"/> longer (300).</summary>
    Slow,

    /// <summary>It is done, but the XML of the answer breaks off in the middle.</summary>
    CutXml,

    /// <summary>The answer has a DTD with an external entity.</summary>
    Dtd,

    /// <summary>The answer has a DTD whose entities would grow to gigabytes.</summary>
    EntityBomb,

    /// <summary>The answer is a document of <see cref="LabFault.Megabytes"/> (64).</summary>
    HugeXml,

    /// <summary>A page to log in to, with status 200, instead of SOAP.</summary>
    LoginPage,

    /// <summary>Status 401.</summary>
    Unauthorized,

    /// <summary>Status 403.</summary>
    Forbidden,

    /// <summary>Status 500 with a SOAP fault; its text is <see cref="LabFault.Text"/>.</summary>
    ServerFault,

    /// <summary>Status 503; with Retry-After where <see cref="LabFault.Seconds"/> is given.</summary>
    Unavailable,

    /// <summary>PerfMon's fault for too many requests.</summary>
    Throttle,

    /// <summary>Web session and PerfMon session are gone: status 401, and as long as the old cookie is sent also with the right password.</summary>
    ExpiredSession,

    /// <summary>The node knows the handles of its PerfMon sessions no more.</summary>
    ExpiredHandle,

    /// <summary>The node shows another certificate, as long as the fault is there. It takes a node, and neither operation nor count.</summary>
    WrongCertificate,

    /// <summary>It is done and answered, and <see cref="LabFault.Seconds"/> (2) later the node dies.</summary>
    NodeDies,

    /// <summary>It is done, but the connection is reset instead of an answer.</summary>
    ResponseLost,

    /// <summary>
    /// After a restart of Cisco XCP Router the share <see cref="LabFault.Share"/> (0.05) of the JSM sessions does not come back until
    /// Cisco Presence Engine is restarted <see cref="LabFault.Count"/> times (1).
    /// </summary>
    SessionsStayShort,
}
