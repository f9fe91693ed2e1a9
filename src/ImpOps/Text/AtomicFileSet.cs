using System;
using System.Collections.Generic;
using System.IO;

namespace ImpOps.Text;

/// <summary>
/// Writes files beside their targets and puts them in place together: all of them or none. Until <see cref="Commit"/> the targets are
/// as they were, and after a failure as well.
/// </summary>
internal sealed class AtomicFileSet : IDisposable
{
    private readonly List<Entry> _entries = [];

    /// <summary>Begins a file that <see cref="Commit"/> will put at <paramref name="target"/>. The caller closes the stream.</summary>
    public Stream Create(string target)
    {
        Entry entry = new(target);
        FileStream stream = new(entry.Temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _entries.Add(entry);
        return stream;
    }

    /// <summary>Puts every file in place.</summary>
    public void Commit()
    {
        int done = 0;
        try
        {
            for (; done < _entries.Count; done++)
            {
                _entries[done].Place();
            }
        }
        catch
        {
            while (--done >= 0)
            {
                _entries[done].PutBack();
            }

            throw;
        }

        foreach (Entry entry in _entries)
        {
            entry.ForgetOld();
        }

        _entries.Clear();
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
        {
            File.Delete(entry.Temporary);
        }

        _entries.Clear();
    }

    private sealed class Entry
    {
        private readonly string _target;
        private readonly string _old;
        private bool _replaced;

        public Entry(string target)
        {
            _target = target;
            string directory = Path.GetDirectoryName(Path.GetFullPath(target))!;
            string stem = Path.Combine(directory, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
            Temporary = stem + ".tmp";
            _old = stem + ".old";
        }

        public string Temporary { get; }

        public void Place()
        {
            _replaced = File.Exists(_target);
            if (_replaced)
            {
                File.Replace(Temporary, _target, _old);
            }
            else
            {
                File.Move(Temporary, _target);
            }
        }

        public void PutBack()
        {
            if (_replaced)
            {
                File.Replace(_old, _target, null);
            }
            else
            {
                File.Delete(_target);
            }
        }

        public void ForgetOld()
        {
            if (_replaced)
            {
                File.Delete(_old);
            }
        }
    }
}
