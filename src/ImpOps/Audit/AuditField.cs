namespace ImpOps.Audit;

/// <summary>What the labels of an audit line name. What stands behind <see cref="Details"/> comes last on a line.</summary>
internal enum AuditField
{
    UserId,
    ClientAddress,
    Severity,
    EventType,
    ResourceAccessed,
    EventStatus,
    CompulsoryEvent,
    AuditCategory,
    ComponentId,
    CorrelationId,
    Details,
    AppId,
    ClusterId,
    NodeId,
}
