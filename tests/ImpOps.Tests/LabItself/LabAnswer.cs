using System;
using System.Linq;
using System.Xml.Linq;

namespace ImpOps.Tests.LabItself;

/// <summary>What the lab has answered.</summary>
internal sealed record LabAnswer(int Status, TimeSpan? RetryAfter, string Text)
{
    /// <summary>The element in the body of the envelope.</summary>
    public XElement Content => XDocument.Parse(Text).Root!.Elements().Single(element => element.Name.LocalName == "Body").Elements().Single();

    public string FaultText => Status == 500 ? Content.Element("faultstring")!.Value : $"no fault but {Status}: {Text}";

    /// <summary>The text of the one element of this name.</summary>
    public string Value(string name) => Content.Descendants().Single(element => element.Name.LocalName == name).Value;

    /// <summary>The texts of every element of this name, in order.</summary>
    public string[] Values(string name) => [.. Content.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value)];
}
