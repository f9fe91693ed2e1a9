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
    /// <param name="target">The path. Where it is a link, what it links to is replaced.</param>
    /// <param name="replace">False where there must be no such file.</param>
    public Stream Create(string target, bool replace = true)
    {
        Entry entry = new(target, replace);
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
                Try(_entries[done].PutBack);
            }

            throw;
        }

        foreach (Entry entry in _entries)
        {
            Try(entry.ForgetOld);
        }

        _entries.Clear();
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
        {
            Try(() => File.Delete(entry.Temporary));
        }

        _entries.Clear();
    }

    /// <summary>Cleans up as far as it goes: one file that resists must not keep the others from it, nor hide why all this happens.</summary>
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
        }
    }

    private sealed class Entry
    {
        private readonly string _target;
        private readonly string _old;
        private readonly bool _replace;
        private bool _replaced;
        private bool _wasReadOnly;

        public Entry(string target, bool replace)
        {
            _target = Resolve(target);
            _replace = replace;
            string stem = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetFileName(_target)}.{Guid.NewGuid():N}");
            Temporary = stem + ".tmp";
            _old = stem + ".old";
        }

        public string Temporary { get; }

        public void Place()
        {
            FileInfo target = new(_target);
            _replaced = _replace && target.Exists;
            if (!_replaced)
            {
                File.Move(Temporary, _target);
                return;
            }

            // A report of users may have been made readable for a few only; so is the new one.
#if NET
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Temporary, target.UnixFileMode);
            }
#endif
            _wasReadOnly = target.IsReadOnly;
            target.IsReadOnly = false;
            try
            {
                File.Replace(Temporary, _target, _old);
            }
            catch
            {
                target.IsReadOnly = _wasReadOnly;
                throw;
            }
        }

        public void PutBack()
        {
            if (_replaced)
            {
                File.Replace(_old, _target, null);
                new FileInfo(_target).IsReadOnly = _wasReadOnly;
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

        private static string Resolve(string target)
        {
            string path = Path.GetFullPath(target);
#if NET
            return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
#else
            return path;
#endif
        }
    }
}
