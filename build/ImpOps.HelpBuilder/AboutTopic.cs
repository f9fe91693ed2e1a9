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
        string heading = "";
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
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                text.AppendLine("TOPIC").AppendLine(Indent + line[2..]);
            }
            else if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ');
                text.AppendLine(heading);
            }
            else
            {
                string[] wrapped = [.. Wrap(line.Replace("`", "").Replace("**", ""))];
                if (heading == "SHORT DESCRIPTION" && wrapped.Length > 1)
                {
                    // Get-Help takes the fifth line of the text, and no other, for the synopsis.
                    throw new HelpException($"{markdown}: the short description is longer than {Width - Indent.Length} characters");
                }

                foreach (string part in wrapped)
                {
                    text.AppendLine((Indent + part).TrimEnd());
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
