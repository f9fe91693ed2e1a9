using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImpOps.Cli;

/// <summary>
/// Reads what an administrator has pasted from the command line of a node: the output of <c>run sql</c>, <c>show perf query</c> and <c>utils ha status</c>, of
/// one command or several, with or without the prompts. The lines come one by one, and what they say goes out as soon as it is known.
/// </summary>
public sealed class CliOutputReader
{
    // A table that a terminal has broken has as many lines of header, and then of ====; it must be seen that far ahead.
    private const int MostHeaderLines = 64;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // What commands say beside their output.
    private static readonly Regex Remark = new(@"^\s*(?:==>\s*query\b.*|no (?:records?|rows?) found\.?|rows?:\s*\d+|\d+ rows? (?:found|selected)\.?|end of the file reached)\s*$", Options);

    private static readonly Regex Greeting = new(@"^\s*(?:Command Line Interface is starting up|Welcome to the Platform Command Line Interface|Last login:)", Options);

    private readonly Action<object> _write;
    private readonly Action<InputProblem> _tell;
    private readonly Queue<CliLine> _ahead = new();
    private long _lines;

    private CliCommand _command;
    private CliLine _prompt;
    private CliBlock? _block;
    private CliLine? _stray;
    private bool _anyRead;
    private bool _strayTold;

    /// <summary>Reads a paste.</summary>
    /// <param name="write">
    /// Takes what is read: a <see cref="CliRow"/> for each row of <c>run sql</c>, a <see cref="Counters.CounterSample"/> for each value of
    /// <c>show perf query</c>, a <see cref="HighAvailabilityStatus"/> for each node of <c>utils ha status</c>.
    /// </param>
    /// <param name="tell">
    /// Takes what is not understood: <c>CliLineNotUnderstood</c>, <c>CliRowMisaligned</c>, <c>CliRowCut</c>, <c>CliCounterNotANumber</c>, <c>CliCounterMissing</c>,
    /// <c>CliNodeStateMissing</c>, and the warning <c>CliCommandNotRead</c>. Null throws the first of them that is no warning.
    /// </param>
    public CliOutputReader(Action<object> write, Action<InputProblem>? tell = null)
    {
        _write = write;
        _tell = tell ?? InputProblem.ThrowErrors;
    }

    /// <summary>The node of the samples. The output does not name it.</summary>
    public string? NodeName { get; init; }

    /// <summary>When the samples were taken. The output does not tell.</summary>
    public DateTimeOffset Timestamp { get; init; } = DateTimeOffset.Now;

    /// <summary>Takes a line, or several with line ends between them.</summary>
    public void Add(string text)
    {
        foreach (CliLine line in CliLine.Split(text, _lines))
        {
            _ahead.Enqueue(line);
            if (_ahead.Count > 2 * MostHeaderLines)
            {
                Step();
            }
        }

        _lines += CliLine.Count(text);
    }

    /// <summary>Reads what is left, and tells of what was cut off.</summary>
    public void Complete()
    {
        while (_ahead.Count > 0)
        {
            Step();
        }

        EndSection();
    }

    /// <summary>Reads the next line, or the head of a table.</summary>
    private void Step()
    {
        CliLine line = _ahead.Peek();
        if (line.Command is string command)
        {
            Begin(line, CliCommands.Of(command));
        }
        else if (_command == CliCommand.Untold && CliCommands.Of(line.Text.Trim()) is var pasted and not CliCommand.Other and not CliCommand.Untold)
        {
            Begin(line, pasted);
        }
        else if (_command is CliCommand.Untold or CliCommand.Sql && FindHead() is CliLine[] head)
        {
            while (_ahead.Peek().Number != head[head.Length - 1].Number)
            {
                _ahead.Dequeue();
            }

            Begin(new SqlTable(head, [.. _ahead.Skip(1)], _write, Refuse));
        }
        else
        {
            Read(line);
        }

        _ahead.Dequeue();
    }

    /// <summary>The lines of a header that begins here, with as many of <c>=</c> below them; null where none does.</summary>
    private CliLine[]? FindHead()
    {
        int lines = 0, rulers = 0;
        foreach (CliLine line in _ahead)
        {
            if (line.IsRuler)
            {
                rulers++;
            }
            else if (!line.IsBlank && (rulers > 0 || ++lines > MostHeaderLines))
            {
                break;
            }
        }

        return rulers > 0 && lines == rulers ? [.. _ahead.Where(line => !line.IsBlank).Take(lines + rulers)] : null;
    }

    private void Read(CliLine line)
    {
        if (line.IsBlank && _block is not { NeedsBlanks: true })
        {
            // It says nothing.
        }
        else if (_command == CliCommand.Other)
        {
            _stray ??= line;
        }
        else if (_command is not CliCommand.Sql && PerfBlock.Begins(line))
        {
            Begin(new PerfBlock(NodeName, Timestamp, _write, Refuse));
            _block!.Add(line);
        }
        else if (_command is not CliCommand.Sql and not CliCommand.Perf && _block is not HaBlock && HaBlock.Begins(line))
        {
            Begin(new HaBlock(_write, Refuse));
            _block!.Add(line);
        }
        else if (Remark.IsMatch(line.Text))
        {
            _anyRead = true;
        }
        else if (_block is not null)
        {
            _block.Add(line);
        }
        else if (_command == CliCommand.Untold && Greeting.IsMatch(line.Text))
        {
            // What stands between it and the first prompt is about the machine.
            (_command, _strayTold) = (CliCommand.Other, true);
        }
        else
        {
            _stray ??= line;
        }
    }

    private void Begin(CliBlock block)
    {
        EndBlock();
        (_block, _anyRead) = (block, true);
    }

    private void Begin(CliLine prompt, CliCommand command)
    {
        EndSection();
        (_prompt, _command, _anyRead, _strayTold) = (prompt, command, false, false);
    }

    private void EndBlock()
    {
        _block?.End();
        _block = null;
    }

    /// <summary>Ends what one command has printed, and tells of it where it was not understood.</summary>
    private void EndSection()
    {
        EndBlock();
        if (_stray is not CliLine stray || _strayTold)
        {
            // All of it was understood, or there was nothing.
        }
        else if (_command == CliCommand.Other)
        {
            _tell(new InputProblem(Errors.CliCommandNotRead(_prompt.Number, _prompt.Command!), isWarning: true));
        }
        else if (_command == CliCommand.Untold || !_anyRead)
        {
            // Behind a prompt, what comes before the output is the rest of a command that the terminal has broken.
            Refuse(Errors.CliLineNotUnderstood(stray.Number, stray.Text.Trim()));
        }

        _stray = null;
    }

    private void Refuse(ImpOpsException problem) => _tell(new InputProblem(problem, isWarning: false));
}
