namespace ImpOps.Sessions;

/// <summary>The levels by the words for them.</summary>
public static class SessionLevels
{
    /// <summary>The level that a word means, in English or Chinese; null where it means none.</summary>
    /// <param name="word">For example <c>Subcluster</c> or <c>节点</c>.</param>
    public static SessionLevel? Find(string word) => SessionTerms.FindLevel(word);
}
