using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.Text;

namespace ImpOps.Xmpp;

/// <summary>A stream of which not more is read than someone of good will sends, and of which is known whether it has ended.</summary>
internal sealed class BoundedStream(Stream stream) : ReadOnlyStream
{
    private long _read;

    /// <summary>True when the other side has ended it.</summary>
    public bool HasEnded { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Counted(stream.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Counted(await stream.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    private int Counted(int count)
    {
        HasEnded |= count == 0;
        _read += count;
        return _read <= ServiceLimits.XmppMostBytes
            ? count
            : throw new XmppElementReader.HostileException(Errors.Format(Messages.ResponseTooLarge, ServiceLimits.XmppMostBytes));
    }
}
