using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ImpOps.PowerShell.Completion;

/// <summary>Completes an argument out of a list of words, and quotes those that need it.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private protected WordCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string begun = (wordToComplete ?? "").Trim('\'', '"');
        string begins = WildcardPattern.Escape(begun).Replace("`*", "*").Replace("`?", "?") + "*";
        (string Text, string? ToolTip)[] words = [.. Words().GroupBy(word => word.Text, StringComparer.OrdinalIgnoreCase).Select(group => group.First())];
        (string Text, string? ToolTip)[] found = Like(words, begins);

        // Nobody knows by heart how the name of a setting begins.
        return (found.Length > 0 ? found : Like(words, "*" + begins))
            .Select(word => new CompletionResult(Quote(word.Text), word.Text, CompletionResultType.ParameterValue, word.ToolTip ?? word.Text));
    }

    /// <summary>The words with what to show beside them.</summary>
    private protected abstract IEnumerable<(string Text, string? ToolTip)> Words();

    private static (string Text, string? ToolTip)[] Like((string Text, string? ToolTip)[] words, string wildcards)
    {
        WildcardPattern pattern = new(wildcards, WildcardOptions.IgnoreCase);
        return [.. words.Where(word => pattern.IsMatch(word.Text))];
    }

    private static string Quote(string word) =>
        word.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_') ? word : $"'{word.Replace("'", "''")}'";
}
