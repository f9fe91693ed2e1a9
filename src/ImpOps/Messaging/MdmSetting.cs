namespace ImpOps.Messaging;

/// <summary>What all messages of a scenario have in common.</summary>
internal sealed class MdmSetting(string? scenario, string release, Language language)
{
    public string? Scenario => scenario;

    public string Release => release;

    /// <summary>The language in which the scenario was asked for.</summary>
    public Language Language => language;
}
