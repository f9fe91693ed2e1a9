namespace ImpOps.Text;

/// <summary>What is wrong with a record that the scanner read.</summary>
internal enum CsvFault
{
    None,

    /// <summary>A quote opens a field and nothing closes it. Only the line on which the record begins was passed over.</summary>
    QuoteNotClosed,

    /// <summary>Something other than a delimiter follows a closing quote.</summary>
    TextAfterQuote,

    /// <summary>The record is longer than the scanner accepts.</summary>
    RecordTooLong,
}
