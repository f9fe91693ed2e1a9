using System;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>The numbers of nodes by the names of group and node, in each of the spellings that rows had.</summary>
internal sealed class PlaceTable
{
    /// <summary>No more spellings than these are remembered; there are not so many that anyone means.</summary>
    private const int Most = 4096;

    private Place?[] _places = new Place?[32];

    public int Count { get; private set; }

    /// <summary>The number of a node; -1 where it is not known.</summary>
    public int Find(ReadOnlySpan<byte> group, ReadOnlySpan<byte> node) => _places[Search(group, node)]?.Number ?? -1;

    public void Add(ReadOnlySpan<byte> group, ReadOnlySpan<byte> node, int number)
    {
        int at = Search(group, node);
        if (_places[at] is not null || Count == Most)
        {
            return;
        }

        _places[at] = new Place(group.ToArray(), node.ToArray(), number);
        if (++Count * 2 > _places.Length)
        {
            Place?[] before = _places;
            _places = new Place?[before.Length * 2];
            foreach (Place? place in before)
            {
                if (place is not null)
                {
                    _places[Search(place.Group, place.Node)] = place;
                }
            }
        }
    }

    /// <summary>The places so far, in a table that others may read while this one goes on.</summary>
    public PlaceTable Copy() => new() { _places = [.. _places], Count = Count };

    [MethodImpl(HotPath.Options)]
    private int Search(ReadOnlySpan<byte> group, ReadOnlySpan<byte> node)
    {
        int mask = _places.Length - 1;
        int at = (int)(Utf8Hash.Compute(node) + (ulong)group.Length) & mask;
        while (_places[at] is Place place && !(place.Node.AsSpan().SequenceEqual(node) && place.Group.AsSpan().SequenceEqual(group)))
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private sealed class Place(byte[] group, byte[] node, int number)
    {
        public byte[] Group { get; } = group;

        public byte[] Node { get; } = node;

        public int Number { get; } = number;
    }
}
