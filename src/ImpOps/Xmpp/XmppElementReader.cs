using System;
using System.IO;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>
/// Reads the elements of a stream, or of a file of such, one after the other, from those who need not mean well: no document type, a bound on all
/// that is read and on how deep it is nested. Text between the elements is passed over: keep-alives, and what a log writes before a line.
/// </summary>
internal sealed class XmppElementReader : IDisposable
{
    private readonly BoundedStream? _stream;
    private readonly XmlReader _reader;

    public XmppElementReader(Stream stream)
    {
        _stream = new BoundedStream(stream);
        _reader = XmlReader.Create(_stream, Settings(), Context());
    }

    public XmppElementReader(string text) => _reader = XmlReader.Create(new StringReader(text), Settings(), Context());

    /// <summary>True when a stream has begun.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>True when there is nothing more, as opposed to a stream that has ended and another one that may follow.</summary>
    public bool AtEnd => _reader.EOF;

    /// <summary>True when whoever sends has ended, be it in the midst of an element.</summary>
    public bool IsCutOff => _stream?.HasEnded == true;

    /// <summary>The line where reading stands, from 1.</summary>
    public int Line => _reader is IXmlLineInfo at ? at.LineNumber : 0;

    /// <summary>The next element, whole; null at the end of the stream.</summary>
    /// <exception cref="XmlException">It is no XML, or is cut off.</exception>
    /// <exception cref="HostileException">It is XML that no server of good will sends.</exception>
    public async Task<XElement?> ReadAsync()
    {
        while (await _reader.ReadAsync().ConfigureAwait(false))
        {
            if (_reader.NodeType == XmlNodeType.EndElement)
            {
                IsOpen = false;
                return null;
            }

            if (_reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (!IsStream())
            {
                return await TreeAsync().ConfigureAwait(false);
            }

            IsOpen = !_reader.IsEmptyElement;
        }

        return null;
    }

    /// <summary>Waits for the begin of a stream.</summary>
    /// <returns>False where something else begins.</returns>
    public async Task<bool> OpenAsync()
    {
        while (await _reader.ReadAsync().ConfigureAwait(false))
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                return IsOpen = IsStream() && !_reader.IsEmptyElement;
            }
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private static XmlReaderSettings Settings() => new()
    {
        Async = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>A piece out of a stream has the prefix, and not what declares it.</summary>
    private static XmlParserContext Context()
    {
        NameTable names = new();
        XmlNamespaceManager prefixes = new(names);
        prefixes.AddNamespace(XmppNames.StreamPrefix, XmppNames.Streams.NamespaceName);
        return new XmlParserContext(names, prefixes, null, XmlSpace.None);
    }

    private bool IsStream() => _reader.LocalName == XmppNames.StreamPrefix && _reader.NamespaceURI == XmppNames.Streams.NamespaceName;

    private async Task<XElement> TreeAsync()
    {
        bool whole = _reader.IsEmptyElement;
        XElement root = Element();
        XElement current = root;
        int depth = 1;
        while (!whole && await _reader.ReadAsync().ConfigureAwait(false))
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    bool empty = _reader.IsEmptyElement;
                    XElement child = Element();
                    current.Add(child);
                    if (empty)
                    {
                        break;
                    }

                    current = child;
                    if (++depth > ServiceLimits.XmppMostDepth)
                    {
                        throw new HostileException(Errors.Format(Messages.ResponseTooDeep, ServiceLimits.XmppMostDepth));
                    }

                    break;
                case XmlNodeType.EndElement:
                    whole = current == root;
                    current = current.Parent ?? root;
                    depth--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    current.Add(new XText(_reader.Value));
                    break;
            }
        }

        return root;
    }

    private XElement Element()
    {
        if (_reader.AttributeCount > ServiceLimits.XmppMostAttributes)
        {
            // Each is compared with all others.
            throw new HostileException(Errors.Format(Messages.XmppTooManyAttributes, ServiceLimits.XmppMostAttributes));
        }

        XElement element = new(XName.Get(_reader.LocalName, _reader.NamespaceURI));
        while (_reader.MoveToNextAttribute())
        {
            XName name = XName.Get(_reader.LocalName, _reader.NamespaceURI);
            if (name.Namespace != XNamespace.Xmlns && name != "xmlns")
            {
                element.Add(new XAttribute(name, _reader.Value));
            }
        }

        _reader.MoveToElement();
        return element;
    }

    /// <summary>XML that no protocol sends. The message says why it is not read.</summary>
    internal sealed class HostileException(string reason) : Exception(reason);
}
