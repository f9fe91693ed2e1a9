using System;
using System.Collections.Generic;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>Makes events of the fields of a row. Names that have come before allocate nothing.</summary>
internal sealed class MdmRowReader(DateTimeOffset start)
{
    private readonly Utf8Interner _names = new();
    private readonly List<string> _texts = [];
    private readonly Utf8Interner _words = new();
    private readonly List<MdmEventKind> _kinds = [];

    /// <summary>A field of a row, by its place.</summary>
    public delegate ReadOnlySpan<byte> FieldOf(int ordinal);

    /// <summary>Reads a row.</summary>
    /// <returns>Null; or what is wrong with the row.</returns>
    public ImpOpsException? Read(FieldOf field, int fieldCount, MdmScenarioLayout layout, InputLocation at, out MdmEvent happened)
    {
        happened = default;
        for (int i = layout.FieldCount; i < fieldCount; i++)
        {
            if (!Utf8Text.Trim(field(i)).IsEmpty)
            {
                return Errors.MdmRowTooLong(at, fieldCount, layout.FieldCount);
            }
        }

        ReadOnlySpan<byte> Cell(MdmScenarioColumn column) => layout[column] is int ordinal && ordinal >= 0 && ordinal < fieldCount ? Utf8Text.Trim(field(ordinal)) : default;

        ReadOnlySpan<byte> time = Cell(MdmScenarioColumn.Time);
        if (!MdmTime.TryParse(time, start, out DateTimeOffset when))
        {
            return Errors.MdmTimeNotUnderstood(at, Utf8Text.Printable(time));
        }

        ReadOnlySpan<byte> word = Cell(MdmScenarioColumn.Event);
        if (KindOf(word) is not MdmEventKind kind)
        {
            string text = Utf8Text.Printable(word);
            return Errors.MdmEventUnknown(at, text, MdmEventType.Closest(text));
        }

        ReadOnlySpan<byte> message = Cell(MdmScenarioColumn.Message);
        string? user = Name(Cell(MdmScenarioColumn.User)), device = Name(Cell(MdmScenarioColumn.Device)), peer = Name(Cell(MdmScenarioColumn.Peer));
        if (user is null || device is null || peer is null || !Utf8Text.IsSound(message))
        {
            foreach (MdmScenarioColumn column in (MdmScenarioColumn[])[MdmScenarioColumn.User, MdmScenarioColumn.Device, MdmScenarioColumn.Peer, MdmScenarioColumn.Message])
            {
                if (!Utf8Text.IsSound(Cell(column)))
                {
                    return Errors.MdmTextSpoilt(at, Utf8Text.Printable(Cell(column)));
                }
            }
        }

        happened = new MdmEvent(when, user!, device, kind, peer, Encoding.UTF8.GetString(message));
        return null;
    }

    private MdmEventKind? KindOf(ReadOnlySpan<byte> word)
    {
        if (_words.Find(word) is int known and >= 0)
        {
            return _kinds[known];
        }

        MdmEventKind? kind = MdmEventType.Find(Encoding.UTF8.GetString(word));
        if (kind is not null)
        {
            _words.Intern(word, out _);
            _kinds.Add(kind.Value);
        }

        return kind;
    }

    /// <summary>A name as text; null where it is not valid.</summary>
    private string? Name(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (_names.Find(bytes) is int known and >= 0)
        {
            return _texts[known];
        }

        if (!Utf8Text.IsSound(bytes))
        {
            return null;
        }

        _names.Intern(bytes, out _);
        _texts.Add(Encoding.UTF8.GetString(bytes));
        return _texts[_texts.Count - 1];
    }
}
