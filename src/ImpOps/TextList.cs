using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace ImpOps;

/// <summary>A list of texts that says what is in it where only its text is kept, as in a CSV file.</summary>
public sealed class TextList : ReadOnlyCollection<string>
{
    /// <summary>Takes the texts.</summary>
    public TextList(IEnumerable<string> texts)
        : base([.. texts])
    {
    }

    /// <summary>The texts, separated by commas.</summary>
    public override string ToString() => string.Join(", ", this);
}
