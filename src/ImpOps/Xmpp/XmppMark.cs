using System;

namespace ImpOps.Xmpp;

/// <summary>The kinds of what an answer can show.</summary>
internal enum XmppMarkKind
{
    /// <summary>A feature of service discovery.</summary>
    Feature,

    /// <summary>An identity of service discovery: its category and type.</summary>
    Identity,

    /// <summary>A data form within an answer of service discovery.</summary>
    Form,

    /// <summary>What such a form says that it is.</summary>
    FormType,

    /// <summary>A feature of the stream, by its namespace.</summary>
    StreamFeature,
}

/// <summary>One thing that an answer shows; in the table, one thing that shows a standard.</summary>
internal readonly record struct XmppMark(XmppMarkKind Kind, string Value)
{
    /// <summary>Whether this is what a row of the table means, which may end in an asterisk.</summary>
    public bool IsMeantBy(XmppMark row) =>
        Kind == row.Kind
        && (row.Value.EndsWith("*", StringComparison.Ordinal)
            ? Value.StartsWith(row.Value.Substring(0, row.Value.Length - 1), StringComparison.Ordinal)
            : Value == row.Value);
}
