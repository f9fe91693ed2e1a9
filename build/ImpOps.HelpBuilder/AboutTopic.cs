using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImpOps.HelpBuilder;

/// <summary>Writes an about_ topic as the plain text that Get-Help shows.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string Write(HelpPage page, string topicHeading)
    {
        StringBuilder text = new();
        bool code = false;
        foreach (string line in page.Text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
            }
            else if (code)
            {
                text.Append((Indent + Indent + line).TrimEnd()).Append('\n');
            }
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                text.Append(topicHeading).Append('\n').Append(Indent).Append(line[2..]).Append('\n');
            }
            else if (line.StartsWith('#'))
            {
                text.Append(line.TrimStart('#', ' ')).Append('\n');
            }
            else
            {
                // What follows the mark of a list stands below its text.
                string hanging = line.StartsWith("- ", StringComparison.Ordinal) ? Indent + "  " : Indent;
                string lead = Indent;
                foreach (string part in TextWrap.Lines(line.Replace("`", "").Replace("**", ""), Width - Indent.Length, Width - hanging.Length))
                {
                    text.Append((lead + part).TrimEnd()).Append('\n');
                    lead = hanging;
                }
            }
        }

        // Get-Help takes the fifth line of the text, and no other, for the synopsis.
        string[] lines = text.ToString().Split('\n');
        return lines.Length > 5 && lines[3].Length > 0 && lines[4].Length > 0 && lines[5].Trim().Length == 0
            ? text.ToString()
            : throw new HelpException($"{page.Path}: the short description is not one line of {Width - Indent.Length} characters right below its heading");
    }
}
