using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace ImpOps.PowerShell;

/// <summary>
/// A cmdlet that takes records by the names of their properties, and knows of those that PowerShell could not bind. For such a record PowerShell
/// writes an error and goes on without a word to the cmdlet, which would call a group right of which it has not seen a node.
/// </summary>
public abstract class RecordCmdlet : ImpCmdlet
{
    private readonly List<string> _rejected = [];
    private PSObject? _arrived;
    private long _count;

    private protected RecordCmdlet()
    {
    }

    /// <summary>The record as it came, before its properties are bound.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => null;
        set
        {
            // PowerShell resets its parameters between records.
            if (value is not null)
            {
                NoteRejected();
                _arrived = value;
                _count++;
            }
        }
    }

    /// <summary>Whether every record that came was bound.</summary>
    private protected bool AllRecordsBound => _rejected.Count == 0;

    /// <summary>The record that is being processed; null where there is none but arguments.</summary>
    private protected PSObject? Record { get; private set; }

    private protected sealed override void Process()
    {
        (Record, _arrived) = (_arrived, null);
        ProcessBoundRecord();
    }

    private protected sealed override void End()
    {
        NoteRejected();
        EndRecords();
        if (!AllRecordsBound)
        {
            WriteWarning(ErrorRecords.Format(Messages.RecordsRejected, string.Join(", ", _rejected)));
        }
    }

    /// <summary>Does what is to do for a record, or for the arguments where no record was piped.</summary>
    private protected abstract void ProcessBoundRecord();

    /// <summary>Does what is left to do when all records are there.</summary>
    private protected virtual void EndRecords()
    {
    }

    private void NoteRejected()
    {
        if (_arrived is not null)
        {
            string number = _count.ToString(CultureInfo.CurrentCulture);
            _rejected.Add(_arrived.Properties["NodeName"]?.Value is object node
                ? ErrorRecords.Format(Messages.RecordNumberOfNode, number, node)
                : ErrorRecords.Format(Messages.RecordNumber, number));
            _arrived = null;
        }
    }
}
