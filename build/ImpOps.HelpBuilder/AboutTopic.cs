using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ImpOps.HelpBuilder;

/// <summary>Writes an about_ topic as the plain text that Get-Help shows.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string Write(string markdown)
    {
        StringBuilder text = new();
        bool code = false;
        foreach (string line in File.ReadLines(markdown))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
            }
            else if (code)
            {
                text.AppendLine((Indent + Indent + line).TrimEnd());
            }
            else if (line.StartsWith('#'))
            {
                text.AppendLine(line.TrimStart('#', ' '));
            }
            else
            {
                foreach (string wrapped in Wrap(line.Replace("`", "").Replace("**", "")))
                {
                    text.AppendLine((Indent + wrapped).TrimEnd());
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Wrap(string line)
    {
        StringBuilder current = new();
        foreach (string word in line.Split(' '))
        {
            if (current.Length > 0 && current.Length + 1 + word.Length > Width - Indent.Length)
            {
                yield return current.ToString();
                current.Clear();
            }

            current.Append(current.Length > 0 ? " " : "").Append(word);
        }

        yield return current.ToString();
    }
}
