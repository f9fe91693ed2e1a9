using System.Collections.Generic;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Cluster;

/// <summary>The names that are most like one that does not exist.</summary>
internal static class Closest
{
    private const int Shown = 3;

    public static IEnumerable<string> To(string name, IEnumerable<string> known)
    {
        string folded = LooseText.Fold(name);
        return known.Distinct().OrderByDescending(candidate => LooseText.Likeness(LooseText.Fold(candidate), folded)).Take(Shown);
    }
}
