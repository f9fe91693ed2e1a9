using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.PowerShell;

/// <summary>Brings what work elsewhere reports to the thread of the pipeline, the only one on which PowerShell takes progress.</summary>
internal sealed class ReportQueue<T>(Action<T> show) : IProgress<T>
{
    private readonly Queue<T> _reports = new();

    /// <summary>Reports, from any thread.</summary>
    public void Report(T value)
    {
        lock (_reports)
        {
            _reports.Enqueue(value);
            Monitor.Pulse(_reports);
        }
    }

    /// <summary>Waits for work and shows meanwhile what it reports. What fails there is thrown here.</summary>
    public TResult Await<TResult>(Task<TResult> work)
    {
        _ = work.ContinueWith(
            _ =>
            {
                lock (_reports)
                {
                    Monitor.Pulse(_reports);
                }
            },
            TaskScheduler.Default);
        while (TryTake(work, out T report))
        {
            show(report);
        }

        return work.GetAwaiter().GetResult();
    }

    private bool TryTake(Task work, out T report)
    {
        lock (_reports)
        {
            while (_reports.Count == 0 && !work.IsCompleted)
            {
                _ = Monitor.Wait(_reports);
            }

            bool any = _reports.Count > 0;
            report = any ? _reports.Dequeue() : default!;
            return any;
        }
    }
}
