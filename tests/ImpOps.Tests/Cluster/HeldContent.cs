using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace ImpOps.Tests.Cluster;

/// <summary>The content of a response that holds the clock until it is read and done with.</summary>
internal sealed class HeldContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly IDisposable _hold;

    public HeldContent(HttpContent content, IDisposable hold)
    {
        (_content, _hold) = (content, hold);
        foreach ((string name, System.Collections.Generic.IEnumerable<string> values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => _content.ReadAsStreamAsync();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _content.Dispose();
        _hold.Dispose();
        base.Dispose(disposing);
    }
}
