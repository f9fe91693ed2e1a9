using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps;

/// <summary>
/// A version as the products of the field write it: <c>X8.8</c>, <c>11.7(0)</c>, <c>12.5(1)SU3</c>, <c>14SU2</c>, <c>12.9.4.55073</c>, <c>14.0.1.12901-155</c>.
/// It is ordered by its first three numbers, then by its service update (SU), then by what is left of its numbers. Numbers that are missing are zeros, so
/// <c>11.7</c>, <c>11.7.0</c> and <c>11.7(0)</c> are the same version.
/// </summary>
public sealed class ProductVersion : IComparable<ProductVersion>, IComparable, IEquatable<ProductVersion>
{
    private const int ReleaseNumbers = 3;
    private const int MostDigits = 9;
    private const int MostNumbers = 16;

    private readonly int[] _numbers;
    private readonly int _serviceUpdate;
    private readonly char _serviceUpdateLetter;
    private readonly string _text;

    private ProductVersion(string text, IEnumerable<int> numbers, int serviceUpdate, char serviceUpdateLetter)
    {
        _text = text;
        _numbers = [.. numbers];
        _serviceUpdate = serviceUpdate;
        _serviceUpdateLetter = serviceUpdateLetter;
    }

    /// <summary>Whether one version is before another.</summary>
    public static bool operator <(ProductVersion left, ProductVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version is behind another.</summary>
    public static bool operator >(ProductVersion left, ProductVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version is not behind another.</summary>
    public static bool operator <=(ProductVersion left, ProductVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version is not before another.</summary>
    public static bool operator >=(ProductVersion left, ProductVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Whether two versions are the same, however they are written.</summary>
    public static bool operator ==(ProductVersion? left, ProductVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(ProductVersion? left, ProductVersion? right) => !(left == right);

    /// <summary>Reads a text that is a version and nothing else.</summary>
    /// <exception cref="ImpOpsException"><c>VersionNotUnderstood</c>.</exception>
    public static ProductVersion Parse(string text) => TryParse(text) ?? throw Errors.VersionNotUnderstood(text);

    /// <summary>Reads a text that is a version and nothing else.</summary>
    /// <returns>The version; null where the text is none.</returns>
    public static ProductVersion? TryParse(string? text)
    {
        string trimmed = (text ?? "").Trim();
        int at = 0;
        return Read(trimmed, ref at) is ProductVersion version && at == trimmed.Length ? version : null;
    }

    /// <summary>
    /// Finds the first version in a text such as the name of a client or a user agent. A number alone is none: it may be the one of an operating system.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin. A number alone counts where it stands right there.</param>
    /// <returns>The version; null where there is none.</returns>
    internal static ProductVersion? FindIn(string text, int start = 0)
    {
        int first = start;
        while (first < text.Length && (char.IsWhiteSpace(text[first]) || text[first] is '-' or '/' or '_' or ':'))
        {
            first++;
        }

        for (int i = start; i < text.Length; i++)
        {
            bool begins = i == 0 || !(IsDigit(text[i - 1]) || text[i - 1] == '.');
            int end = i;
            if (begins && Read(text, ref end) is ProductVersion version && (version.HasSeveralNumbers || (i == first && (end == text.Length || !char.IsLetterOrDigit(text[end])))))
            {
                return version;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public int CompareTo(ProductVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = CompareNumbers(other, 0, ReleaseNumbers);
        order = order != 0 ? order : _serviceUpdate.CompareTo(other._serviceUpdate);
        order = order != 0 ? order : _serviceUpdateLetter.CompareTo(other._serviceUpdateLetter);
        return order != 0 ? order : CompareNumbers(other, ReleaseNumbers, Math.Max(_numbers.Length, other._numbers.Length));
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ProductVersion other => CompareTo(other),
        _ => throw new ArgumentException(nameof(ProductVersion), nameof(obj)),
    };

    /// <summary>Whether it is the same version, however it is written.</summary>
    public bool Equals(ProductVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProductVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = (_serviceUpdate * 31) + _serviceUpdateLetter;
        for (int i = 0; i < _numbers.Length; i++)
        {
            // A zero more at the end makes no other version.
            hash += _numbers[i] * (i + 7919);
        }

        return hash;
    }

    /// <summary>The version as it was written.</summary>
    public override string ToString() => _text;

    private bool HasSeveralNumbers => _numbers.Length > 1 || _serviceUpdate > 0;

    private int CompareNumbers(ProductVersion other, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            int order = Number(i).CompareTo(other.Number(i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private int Number(int index) => index < _numbers.Length ? _numbers[index] : 0;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static ProductVersion? Read(string text, ref int at)
    {
        int start = at;
        int next = at;
        if (next + 1 < text.Length && text[next] is 'X' or 'x' or 'V' or 'v')
        {
            next++;
        }

        List<int> numbers = [];
        if (!ReadNumber(text, ref next, numbers))
        {
            return null;
        }

        // 12.5(1) and 12.5(1.10000-22), and the build behind the dash in 14.0.1.12901-155; what a log's name has behind it is a date.
        while (next + 1 < text.Length
            && ((text[next] == '.' && IsDigit(text[next + 1]) && Step(text, ref next, numbers))
                || (text[next] == '(' && ReadBracket(text, ref next, numbers))
                || (text[next] == '-' && numbers.Count > ReleaseNumbers && ReadBuild(text, ref next, numbers))))
        {
        }

        int update = 0;
        char letter = '\0';
        int behind = next;
        while (behind < text.Length && text[behind] == ' ')
        {
            behind++;
        }

        if (string.Compare(text, behind, "SU", 0, 2, StringComparison.OrdinalIgnoreCase) == 0)
        {
            behind += 2;
            List<int> updates = [];
            if (ReadNumber(text, ref behind, updates))
            {
                update = updates[0];
                if (behind < text.Length && text[behind] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') && (behind + 1 == text.Length || !char.IsLetterOrDigit(text[behind + 1])))
                {
                    letter = (char)(text[behind] | 0x20);
                    behind++;
                }

                next = behind;
            }
        }

        if (numbers.Count > MostNumbers)
        {
            return null;
        }

        at = next;
        return new ProductVersion(text.Substring(start, next - start), numbers, update, letter);
    }

    /// <summary>Goes over a separator and reads the number behind it.</summary>
    private static bool Step(string text, ref int at, List<int> numbers)
    {
        int next = at + 1;
        if (!ReadNumber(text, ref next, numbers))
        {
            return false;
        }

        at = next;
        return true;
    }

    private static bool ReadNumber(string text, ref int at, List<int> numbers)
    {
        int value = 0;
        int end = at;
        while (end < text.Length && IsDigit(text[end]))
        {
            if (end - at == MostDigits)
            {
                return false;
            }

            value = (value * 10) + (text[end++] - '0');
        }

        if (end == at)
        {
            return false;
        }

        at = end;
        numbers.Add(value);
        return true;
    }

    private static bool ReadBracket(string text, ref int at, List<int> numbers)
    {
        int next = at + 1;
        List<int> inner = [];
        while (ReadNumber(text, ref next, inner) && next < text.Length && text[next] is '.' or '-')
        {
            next++;
        }

        if (inner.Count == 0 || next >= text.Length || text[next] != ')' || !IsDigit(text[next - 1]))
        {
            return false;
        }

        at = next + 1;
        numbers.AddRange(inner);
        return true;
    }

    private static bool ReadBuild(string text, ref int at, List<int> numbers)
    {
        int next = at + 1;
        List<int> build = [];
        if (!ReadNumber(text, ref next, build) || (next < text.Length && (char.IsLetterOrDigit(text[next]) || text[next] is '_')))
        {
            return false;
        }

        at = next;
        numbers.AddRange(build);
        return true;
    }
}
