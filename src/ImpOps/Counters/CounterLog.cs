using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using ImpOps.Text;

namespace ImpOps.Counters;

/// <summary>Reads perfmon logs (PDH-CSV), as the monitoring tool writes them: many files, each with the counters of a while.</summary>
public static class CounterLog
{
    /// <summary>
    /// Gives the samples of all files, file by file in the order of their first times, whatever their names. A sample that is not later than the
    /// one before it of the same counter, as where files overlap, is left out.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="query">What is wanted; null for everything.</param>
    /// <param name="problem">Is told what was not understood. Without it, a row that does not count is an exception.</param>
    /// <param name="progress">Is told how far the reading of all files has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <remarks>
    /// Tells <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>CounterLogEmpty</c> and <c>CounterHeaderMissing</c> of a file,
    /// and goes on with the others.
    /// </remarks>
    public static IEnumerable<CounterSample> Read(
        IEnumerable<string> files,
        CounterLogQuery? query = null,
        Action<InputProblem>? problem = null,
        Action<ReadProgress>? progress = null,
        CancellationToken cancellation = default) =>
        new Reading(query ?? new CounterLogQuery(), problem ?? InputProblem.ThrowErrors, progress, cancellation).Samples([.. files]);

    /// <summary>One pass over a set of files.</summary>
    private sealed class Reading(CounterLogQuery query, Action<InputProblem> tell, Action<ReadProgress>? progress, CancellationToken cancellation)
    {
        private readonly Dictionary<CounterPath, Series> _series = [];
        private long _bytesOfAll;
        private long _bytesBefore;
        private bool _zoneTold;

        public IEnumerable<CounterSample> Samples(string[] files)
        {
            List<LogFile> inOrder = [.. files.Select(Look).OfType<LogFile>().OrderBy(file => file.FirstTime).ThenBy(file => file.Path, StringComparer.Ordinal)];
            _bytesOfAll = inOrder.Sum(file => file.Length);
            foreach (LogFile file in inOrder)
            {
                if (file.FirstTime is DateTimeOffset first && first > query.EndTime)
                {
                    continue;
                }

                foreach (CounterSample sample in SamplesOf(file))
                {
                    yield return sample;
                }

                _bytesBefore += file.Length;
            }
        }

        private IEnumerable<CounterSample> SamplesOf(LogFile file)
        {
            using FileStream? stream = Open(file.Path);
            if (stream is null)
            {
                yield break;
            }

            using CounterLogReader reader = new(Utf8Input.Open(stream), file.Path, tell, () =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(new ReadProgress(file.Path, _bytesBefore + Math.Min(stream.Position, file.Length), _bytesOfAll));
            });
            if (!Attempt(file.Path, () => reader.ReadHeader(query.Counter)))
            {
                yield break;
            }

            Series[] series = [.. reader.Paths.Select(SeriesOf)];
            CounterSample[] row = new CounterSample[series.Length];
            long repeated = 0;
            bool more = row.Length > 0;
            Action read = () => more = reader.Read();
            while (more && Attempt(file.Path, read) && more)
            {
                int taken = TakeRow(reader, series, row);
                repeated += taken < 0 ? 0 : row.Length - taken;
                for (int i = 0; i < taken; i++)
                {
                    yield return row[i];
                }
            }

            if (repeated > 0)
            {
                tell(new InputProblem(Errors.CounterSamplesRepeated(file.Path, repeated), isWarning: true));
            }
        }

        /// <summary>Makes samples of a row, without those that came before.</summary>
        /// <returns>How many there are; -1 where the time is not wanted.</returns>
        [MethodImpl(HotPath.Options)]
        private int TakeRow(CounterLogReader reader, Series[] series, CounterSample[] row)
        {
            DateTimeOffset time = TimeOf(reader);
            if (time < query.StartTime || time > query.EndTime)
            {
                return -1;
            }

            ReadOnlySpan<double> values = reader.Values;
            int taken = 0;
            for (int i = 0; i < series.Length; i++)
            {
                if (series[i].Take(time))
                {
                    row[taken++] = new CounterSample(time, series[i].Path, double.IsNaN(values[i]) ? null : values[i]);
                }
            }

            return taken;
        }

        /// <summary>Looks when a file begins; null where it cannot be read.</summary>
        private LogFile? Look(string path)
        {
            using FileStream? stream = Open(path);
            if (stream is null)
            {
                return null;
            }

            LogFile? file = null;
            Attempt(path, () =>
            {
                // What is wrong with rows is told when the file is read.
                using CounterLogReader reader = new(Utf8Input.Open(stream), path, _ => { }, cancellation.ThrowIfCancellationRequested);
                reader.ReadHeader(_ => false);
                bool any = reader.Read();
                if (any && reader.UtcOffset is null && query.UtcOffset is null && !_zoneTold)
                {
                    _zoneTold = true;
                    tell(new InputProblem(Errors.CounterZoneMissing(path, TimeOf(reader).ToString("zzz", null)), isWarning: true));
                }

                file = new LogFile(path, stream.Length, any ? TimeOf(reader) : null);
            });
            return file;
        }

        private bool Attempt(string path, Action action) => InputFile.Attempt(path, tell, action);

        private FileStream? Open(string path)
        {
            FileStream? stream = null;
            Attempt(path, () => stream = InputFile.Open(path));
            return stream;
        }

        private DateTimeOffset TimeOf(CounterLogReader reader) => ClockTime.At(reader.Time, reader.UtcOffset ?? query.UtcOffset);

        private Series SeriesOf(CounterPath path)
        {
            if (!_series.TryGetValue(path, out Series? series))
            {
                _series.Add(path, series = new Series(path));
            }

            return series;
        }
    }

    private sealed record LogFile(string Path, long Length, DateTimeOffset? FirstTime);

    /// <summary>A counter over all files.</summary>
    private sealed class Series(CounterPath path)
    {
        private DateTimeOffset _last = DateTimeOffset.MinValue;

        public CounterPath Path { get; } = path;

        /// <summary>Whether a sample of that time is the next.</summary>
        public bool Take(DateTimeOffset time)
        {
            if (time <= _last)
            {
                return false;
            }

            _last = time;
            return true;
        }
    }
}
