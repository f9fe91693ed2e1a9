using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Text;

namespace ImpOps.Audit;

/// <summary>Reads audit logs: the files of the application audit log, and syslog files with the same events, of as many nodes as there are.</summary>
public static class AuditLog
{
    /// <summary>
    /// Gives the records of all files in the order of time. The order of the lines of one file is kept. The lines of one event, which have a
    /// correlation id in common, are one record.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="query">What is wanted; null for everything.</param>
    /// <param name="problem">Is told what was not understood. Without it, a line that does not count is an exception.</param>
    /// <param name="progress">Is told how far the reading of all files has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <remarks>
    /// Lines of the application audit log tell the time of the day only. The day of the first is <see cref="AuditLogQuery.Date"/>, or the one in the
    /// first line of the file, or in its name; else the last line is of the day of the last write. Tells <c>FileNotFound</c>, <c>FileNotReadable</c>,
    /// <c>PathIsDirectory</c>, <c>AuditLogEmpty</c> and <c>AuditLogNotRecognized</c> of a file, and goes on with the others.
    /// </remarks>
    public static IEnumerable<AuditRecord> Read(
        IEnumerable<string> files,
        AuditLogQuery? query = null,
        Action<InputProblem>? problem = null,
        Action<ReadProgress>? progress = null,
        CancellationToken cancellation = default) =>
        new Reading(query ?? new AuditLogQuery(), problem ?? InputProblem.ThrowErrors, progress, cancellation).Records([.. files]);

    /// <summary>One pass over a set of files.</summary>
    private sealed class Reading(AuditLogQuery query, Action<InputProblem> tell, Action<ReadProgress>? progress, CancellationToken cancellation)
    {
        // The last line may have been written a little before the file was.
        private static readonly TimeSpan WriteDelay = TimeSpan.FromMinutes(10);

        private readonly AuditTexts _texts = new();
        private long _bytesOfAll;
        private long _bytesDone;
        private bool _guessTold;
        private bool _daysTold;

        /// <summary>Merges the files. One is opened when its first line is the next, so those of one node are open one after the other.</summary>
        public IEnumerable<AuditRecord> Records(string[] files)
        {
            Queue<AuditFile> waiting = new(files.Select(Look).OfType<AuditFile>().OrderBy(file => file.FirstTime).ThenBy(file => file.Path, StringComparer.Ordinal));
            _bytesOfAll = waiting.Sum(file => file.Length);
            List<Source> open = [];
            try
            {
                while (true)
                {
                    Source? next = Earliest(open);
                    if (waiting.Count > 0 && (next is null || waiting.Peek().FirstTime is not DateTimeOffset first || first <= next.Current!.Timestamp))
                    {
                        next = new Source(waiting.Dequeue(), Advance);
                        open.Add(next);
                    }
                    else if (next is null)
                    {
                        yield break;
                    }
                    else
                    {
                        yield return next.Current!;
                    }

                    if (!Attempt(next.File.Path, next.Advance) || next.Current is null)
                    {
                        next.Reader?.Dispose();
                        open.Remove(next);
                    }
                }
            }
            finally
            {
                open.ForEach(source => source.Reader?.Dispose());
            }
        }

        private static Source? Earliest(List<Source> open)
        {
            Source? earliest = null;
            foreach (Source source in open)
            {
                earliest = earliest is null || source.Current!.Timestamp < earliest.Current!.Timestamp ? source : earliest;
            }

            return earliest;
        }

        /// <summary>Reads the next record of a file; none is left where it is null.</summary>
        private void Advance(Source source)
        {
            source.Current = null;
            source.Reader ??= Open(source.File, tell, source.File.DayIsGuessed ? null : TellDays, read =>
            {
                _bytesDone += read - source.BytesRead;
                source.BytesRead = read;
                progress?.Invoke(new ReadProgress(source.File.Path, Math.Min(_bytesDone, _bytesOfAll), _bytesOfAll));
            });
            source.Current = source.Reader.Read();
            if (source.Current is null)
            {
                source.Reader.End();
            }
        }

        /// <summary>Looks when a file begins; null where it cannot be read.</summary>
        private AuditFile? Look(string path)
        {
            AuditFile? found = null;
            Attempt(path, () =>
            {
                DateTime written = File.GetLastWriteTimeUtc(path);
                AuditFile file = new(path, query.UtcOffset is TimeSpan offset ? written + offset : written.ToLocalTime(), query.Date?.Date ?? DateInName(path));

                // What is wrong with lines is told when the file is read.
                using AuditLogReader reader = Open(file, _ => { }, null, _ => { });
                bool any = reader.ReadLine();
                DateTimeOffset first = reader.Time;
                if (any && file.Day is null && !reader.TellsDay)
                {
                    file = Anchor(file, reader);
                    first = ClockTime.At(file.Day!.Value + first.TimeOfDay, query.UtcOffset);
                }

                found = file with { Length = new FileInfo(path).Length, FirstTime = any ? first : null };
            });
            return found is null || found.FirstTime > query.EndTime ? null : found;
        }

        /// <summary>Counts the days from the last line back to the first.</summary>
        private AuditFile Anchor(AuditFile file, AuditLogReader reader)
        {
            while (reader.ReadLine())
            {
            }

            bool dayBefore = reader.LocalTime.TimeOfDay > file.LastWrite.TimeOfDay + WriteDelay;
            int back = reader.Clock.Midnights + (dayBefore ? 1 : 0);
            DateTime day = file.LastWrite.Date.AddDays(-Math.Min(back, (file.LastWrite - DateTime.MinValue).Days));
            if (!_guessTold)
            {
                _guessTold = true;
                tell(new InputProblem(Errors.AuditDateGuessed(file.Path, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), isWarning: true));
            }

            return file with { Day = day, DayIsGuessed = true };
        }

        private void TellDays(ImpOpsException counted)
        {
            if (!_daysTold)
            {
                _daysTold = true;
                tell(new InputProblem(counted, isWarning: true));
            }
        }

        private AuditLogReader Open(AuditFile file, Action<InputProblem> told, Action<ImpOpsException>? daysCounted, Action<long> read)
        {
            FileStream stream = InputFile.Open(file.Path);
            return new AuditLogReader(Utf8Input.Open(stream), file, query, _texts, told, daysCounted, () =>
            {
                cancellation.ThrowIfCancellationRequested();
                read(stream.Position);
            });
        }

        private bool Attempt(string path, Action action) => InputFile.Attempt(path, tell, action);

        private static DateTime? DateInName(string path) => AuditTime.FindDate(Encoding.UTF8.GetBytes(Path.GetFileNameWithoutExtension(path)));
    }

    /// <summary>An open file and its next record.</summary>
    private sealed class Source
    {
        public Source(AuditFile file, Action<Source> advance)
        {
            File = file;
            Advance = () => advance(this);
        }

        public AuditFile File { get; }

        /// <summary>Goes to the next record. Is made once, and not for each record.</summary>
        public Action Advance { get; }

        public AuditLogReader? Reader { get; set; }

        public AuditRecord? Current { get; set; }

        public long BytesRead { get; set; }
    }
}
