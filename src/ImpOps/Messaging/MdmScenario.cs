using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Counters;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>
/// Plays a scenario of multiple device messaging: the devices of users sign in and out, go to the background, send presence and messages. Tells of
/// every message what became of it on every device, and why; and what the counters of the group Cisco XCP MDM Counters would say meanwhile.
/// </summary>
/// <remarks>
/// Add the events, from a file or one by one, in the order of time, and then complete the scenario. Deliveries come in the order in which the messages
/// came; each as soon as nothing of its message is open any more, at the latest when the scenario is complete. The memory does not grow with the
/// scenario: of a message of which something stays open for very long, such as one that nobody reads, the deliveries come as they are, and one that is
/// still buffered then comes when it is known what became of it.
/// </remarks>
public sealed class MdmScenario
{
    private readonly MdmModel _model;
    private readonly MdmEventTaker _take;
    private readonly MdmRowReader _rows;
    private readonly Action<InputProblem> _tell;
    private readonly ProblemLog _log;
    private MdmScenarioLayout? _layout;
    private string[] _names = [];
    private long _objects;
    private bool _isComplete;

    /// <summary>Begins a scenario.</summary>
    /// <param name="options">How it is played; null for the defaults.</param>
    /// <param name="delivery">Gets the deliveries.</param>
    /// <param name="sample">Gets the samples of the counters, at the end of every interval.</param>
    /// <param name="problem">Is told what of the input was not understood. Without it, an event that does not count is an exception.</param>
    /// <exception cref="ImpOpsException"><c>MdmReleaseUnknown</c>, <c>MdmBufferLimitOutOfRange</c> or <c>DurationOutOfRange</c>.</exception>
    public MdmScenario(
        MdmScenarioOptions? options = null,
        Action<MdmDelivery>? delivery = null,
        Action<CounterSample>? sample = null,
        Action<InputProblem>? problem = null)
    {
        options ??= new MdmScenarioOptions();
        _model = new MdmModel(options, delivery, sample);
        _take = _model.Add;
        _rows = new MdmRowReader(options.StartTime);
        _tell = problem ?? InputProblem.ThrowErrors;
        _log = new ProblemLog(_tell);
    }

    /// <summary>The releases whose rules differ, the oldest first: <c>12.5</c>, <c>14</c>, <c>15</c>.</summary>
    public static IReadOnlyList<string> Releases => MdmDeliveryRules.Releases;

    /// <summary>Adds the events of a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>MdmScenarioEmpty</c> or <c>MdmHeaderMissing</c>.
    /// </exception>
    public void AddFile(string path, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        using FileStream file = InputFile.Open(path);
        AddStream(file, path, encoding, progress, cancellation);
    }

    /// <summary>Adds the events of a file that is open already. See <see cref="AddFile"/>.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come, where the stream can tell its position.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public void AddStream(Stream stream, string name, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        MdmScenarioFileReader reader = new(name, _rows, new ProblemLog(_tell, MdmScenarioFileReader.MostErrors));
        try
        {
            reader.Read(Utf8Input.Open(stream, encoding), _take, () =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (progress is not null && stream.CanSeek)
                {
                    progress(new ReadProgress(name, stream.Position, stream.Length));
                }
            });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(name, problem);
        }
    }

    /// <summary>Adds an event by the names and values of its properties, which are those of the columns of a file.</summary>
    public void AddRecord(IReadOnlyList<KeyValuePair<string, string?>> record)
    {
        InputLocation at = new(null, ++_objects);
        if (_layout is null || !_names.SequenceEqual(record.Select(field => field.Key)))
        {
            string[] names = [.. record.Select(field => field.Key)];
            if (MdmScenarioLayout.TryCreate(names) is not MdmScenarioLayout layout)
            {
                _log.Error(Errors.MdmRecordNotUnderstood(at, names));
                return;
            }

            if (layout.Unrecognized.Count > 0)
            {
                _log.Warn(Errors.MdmColumnsUnrecognized(at, layout.Unrecognized));
            }

            (_layout, _names) = (layout, names);
        }

        byte[][] fields = [.. record.Select(field => Encoding.UTF8.GetBytes(field.Value ?? ""))];
        if ((_rows.Read(ordinal => fields[ordinal], fields.Length, _layout, at, out MdmEvent happened) ?? _take(happened, at)) is ImpOpsException problem)
        {
            _log.Error(problem);
        }
    }

    /// <summary>Adds an event.</summary>
    public void Add(MdmEvent happened)
    {
        if (_take(happened, new InputLocation(null, ++_objects)) is ImpOpsException problem)
        {
            _log.Error(problem);
        }
    }

    /// <summary>Ends the scenario: all deliveries that have not come yet come now, and the last sample.</summary>
    public void Complete()
    {
        if (!_isComplete)
        {
            _isComplete = true;
            _model.Complete();
        }
    }
}
