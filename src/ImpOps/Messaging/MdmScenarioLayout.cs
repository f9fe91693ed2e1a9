using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>Which column of a scenario holds what.</summary>
internal sealed class MdmScenarioLayout
{
    private static readonly MdmScenarioColumn[] Columns = (MdmScenarioColumn[])Enum.GetValues(typeof(MdmScenarioColumn));
    private static readonly MdmScenarioColumn[] Required = [MdmScenarioColumn.Time, MdmScenarioColumn.User, MdmScenarioColumn.Device, MdmScenarioColumn.Event];

    private static readonly Lazy<Dictionary<string, MdmScenarioColumn>> ColumnOf = new(() =>
    {
        Dictionary<string, MdmScenarioColumn> columns = new(StringComparer.Ordinal);
        foreach ((MdmScenarioColumn column, IEnumerable<string> names) in TableReader.Read("mdm-columns", row => (
            row.Enum<MdmScenarioColumn>("Id"),
            row.List("Alias").Append(row.Required("Header")).Append(row.Required("HeaderZh")))))
        {
            foreach (string spelling in names.Append(column.ToString()).Select(name => LooseText.Fold(name)).Distinct())
            {
                columns.Add(spelling, column);
            }
        }

        return columns;
    });

    private readonly int[] _ordinals = [.. Columns.Select(_ => -1)];

    private MdmScenarioLayout(IReadOnlyList<string> headings)
    {
        FieldCount = headings.Count;
        List<string> unrecognized = [];
        for (int i = 0; i < headings.Count; i++)
        {
            if (ColumnOf.Value.TryGetValue(LooseText.Fold(headings[i]), out MdmScenarioColumn column) && _ordinals[(int)column] < 0)
            {
                _ordinals[(int)column] = i;
            }
            else if (headings[i].Trim().Length > 0)
            {
                unrecognized.Add(headings[i].Trim());
            }
        }

        Unrecognized = unrecognized;
    }

    /// <summary>How many columns there are.</summary>
    public int FieldCount { get; }

    /// <summary>The headings that have no meaning, or one that another has already.</summary>
    public IReadOnlyList<string> Unrecognized { get; }

    /// <summary>How many have one.</summary>
    public int RecognizedCount => _ordinals.Count(ordinal => ordinal >= 0);

    /// <summary>The place of a column; -1 where there is none.</summary>
    public int this[MdmScenarioColumn column] => _ordinals[(int)column];

    /// <summary>The layout that headings describe; null where they are none of a scenario.</summary>
    public static MdmScenarioLayout? TryCreate(IReadOnlyList<string> headings)
    {
        MdmScenarioLayout layout = new(headings);
        return Required.All(column => layout[column] >= 0) ? layout : null;
    }
}
