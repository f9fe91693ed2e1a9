using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImpOps.Capacity;
using ImpOps.Restarts;

namespace ImpOps.QuickStart;

/// <summary>Prints tables on the console.</summary>
internal static class Table
{
    /// <summary>Prints rows under headings. A negative width aligns to the right.</summary>
    public static void Print(string title, (string Heading, int Width)[] columns, IEnumerable<object?[]> rows)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Line([.. columns.Select(column => (object)column.Heading)]);
        Line([.. columns.Select(column => (object)new string('-', column.Heading.Length))]);
        foreach (object?[] row in rows)
        {
            Line(row);
        }

        void Line(object?[] cells) => Console.WriteLine(string.Concat(cells.Select((cell, i) =>
        {
            string text = Convert.ToString(cell, CultureInfo.CurrentCulture) ?? "";
            return (columns[i].Width < 0 ? text.PadLeft(-columns[i].Width) : text.PadRight(columns[i].Width)) + " ";
        })).TrimEnd());
    }

    public static object?[] Cells(this JsmCapacity node) =>
    [
        node.NodeName, node.OvaSize, node.SessionCount, node.SessionLimit,
        $"{node.PercentUsed:0.0} %", $"{node.RecommendedAlertPercent:0} %", "", node.ExceedsThreshold ? node.Advice : "fine",
    ];

    public static object?[] Cells(this RestartStep step)
    {
        string wait = step.MaximumWait is TimeSpan longest ? $"{step.ExpectedWait!.Value.TotalMinutes}-{longest.TotalMinutes} min"
            : step.MinimumWait is TimeSpan least ? $"{least.TotalMinutes}+ min"
            : "";
        bool restarts = step.Action is RestartStepAction.RestartService or RestartStepAction.RestartNode or RestartStepAction.RestartSystem or RestartStepAction.VerifyRestart;
        return [step.Step, step.Action, step.Service, wait, "", restarts ? string.Join("; ", step.Reason) : ""];
    }
}
