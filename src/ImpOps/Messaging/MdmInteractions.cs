using System.Collections.Generic;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>The guide's table of interactions and restrictions of multiple device messaging.</summary>
public static class MdmInteractions
{
    private static readonly PerLanguage<IReadOnlyList<MdmInteraction>> Rows = new(() => TableReader.Read("mdm-interactions", row => new MdmInteraction(row)));

    /// <summary>All rows, in the order of the guide and in the language that is spoken now.</summary>
    public static IReadOnlyList<MdmInteraction> All => Rows.Current;
}
