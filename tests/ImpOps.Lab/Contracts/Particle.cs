using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace ImpOps.Lab.Contracts;

/// <summary>A piece of a contract's grammar: an element, a sequence or a choice of such pieces, or any elements at all.</summary>
internal sealed class Particle
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly Kind _kind;
    private readonly string _name;
    private readonly Particle[] _children;
    private Func<string, bool>? _value;
    private int _minimum = 1;
    private int _maximum = 1;
    private bool _nillable;

    private Particle(Kind kind, string name, Particle[] children) => (_kind, _name, _children) = (kind, name, children);

    private enum Kind
    {
        Text,
        Complex,
        Sequence,
        Choice,
        Any,
    }

    /// <summary>An element that holds text.</summary>
    public static Particle Text(string name, Func<string, bool>? value = null) => new(Kind.Text, name, []) { _value = value };

    /// <summary>An element that holds other elements, in this order.</summary>
    public static Particle Of(string name, params Particle[] children) => new(Kind.Complex, name, children);

    /// <summary>Several pieces one after the other.</summary>
    public static Particle Sequence(params Particle[] children) => new(Kind.Sequence, "", children);

    /// <summary>One piece out of several.</summary>
    public static Particle Choice(params Particle[] children) => new(Kind.Choice, "", children);

    /// <summary>An element whose content the contract leaves open.</summary>
    public static Particle Any(string name) => new(Kind.Any, name, []);

    /// <summary>It may be absent.</summary>
    public Particle Optional() => With(0, _maximum);

    /// <summary>There may be any number, also none.</summary>
    public Particle Many() => With(0, int.MaxValue);

    /// <summary>There may be any number, but one at least.</summary>
    public Particle OneOrMore() => With(1, int.MaxValue);

    /// <summary>It may be xsi:nil.</summary>
    public Particle Nillable()
    {
        _nillable = true;
        return this;
    }

    /// <summary>What is wrong with the content of an element.</summary>
    public static IEnumerable<string> Violations(XElement parent, Particle content, XNamespace qualification)
    {
        List<string> violations = [];
        CheckContent(parent, [content], qualification, Place(parent), violations);
        return violations;
    }

    private Particle With(int minimum, int maximum)
    {
        (_minimum, _maximum) = (minimum, maximum);
        return this;
    }

    private static void CheckContent(XElement parent, Particle[] content, XNamespace ns, string path, List<string> violations)
    {
        if (parent.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value)))
        {
            violations.Add($"{path} holds text, where only elements may be");
        }

        XElement[] elements = [.. parent.Elements()];
        int at = 0;
        foreach (Particle particle in content)
        {
            particle.Match(elements, ref at, ns, path, violations);
        }

        if (at < elements.Length)
        {
            violations.Add($"{path}: '{elements[at].Name}' is not allowed here: unknown, out of order, too often or in the wrong namespace");
        }
    }

    private static string Place(XElement element) => element.Name.LocalName;

    private void Match(XElement[] elements, ref int at, XNamespace ns, string path, List<string> violations)
    {
        for (int count = 0; count < _maximum; count++)
        {
            if (at < elements.Length && CanStart(elements[at], ns))
            {
                MatchOnce(elements, ref at, ns, path, violations);
                continue;
            }

            if (count < _minimum && !MayBeEmpty())
            {
                string found = at < elements.Length ? $"'{elements[at].Name}' stands there" : "nothing stands there";
                violations.Add($"{path}: {Expected(ns)} is missing; {found}");
            }

            return;
        }
    }

    private void MatchOnce(XElement[] elements, ref int at, XNamespace ns, string path, List<string> violations)
    {
        switch (_kind)
        {
            case Kind.Sequence:
                foreach (Particle child in _children)
                {
                    child.Match(elements, ref at, ns, path, violations);
                }

                break;
            case Kind.Choice:
                XElement first = elements[at];
                _children.First(child => child.CanStart(first, ns)).Match(elements, ref at, ns, path, violations);
                break;
            default:
                CheckElement(elements[at++], ns, path, violations);
                break;
        }
    }

    private void CheckElement(XElement element, XNamespace ns, string parent, List<string> violations)
    {
        string path = $"{parent}/{_name}";
        foreach (XAttribute attribute in element.Attributes())
        {
            bool known = attribute.IsNamespaceDeclaration || attribute.Name.Namespace == Instance || (attribute.Name == "uuid" && ns == XNamespace.None);
            if (!known && _kind != Kind.Any)
            {
                violations.Add($"{path}: attribute '{attribute.Name}' is unknown");
            }
        }

        if (element.Attribute(Instance + "nil")?.Value is "true" or "1")
        {
            if (!_nillable)
            {
                violations.Add($"{path} must not be nil");
            }
            else if (element.Nodes().Any())
            {
                violations.Add($"{path} is nil and has content");
            }

            return;
        }

        if (_kind == Kind.Complex)
        {
            CheckContent(element, _children, ns, path, violations);
        }
        else if (_kind == Kind.Text && element.HasElements)
        {
            violations.Add($"{path} holds elements, where only text may be");
        }
        else if (_value?.Invoke(element.Value) == false)
        {
            violations.Add($"{path}: '{element.Value}' is no value for it");
        }
    }

    private bool CanStart(XElement element, XNamespace ns) => _kind switch
    {
        Kind.Choice => _children.Any(child => child.CanStart(element, ns)),
        Kind.Sequence => StartsSequence(element, ns),
        _ => element.Name == ns + _name,
    };

    private bool StartsSequence(XElement element, XNamespace ns)
    {
        foreach (Particle child in _children)
        {
            if (child.CanStart(element, ns))
            {
                return true;
            }

            if (!child.MayBeEmpty())
            {
                return false;
            }
        }

        return false;
    }

    private bool MayBeEmpty() => _minimum == 0 || _kind switch
    {
        Kind.Sequence => _children.All(child => child.MayBeEmpty()),
        Kind.Choice => _children.Any(child => child.MayBeEmpty()),
        _ => false,
    };

    private string Expected(XNamespace ns) => _kind switch
    {
        Kind.Choice => string.Join(" or ", _children.Select(child => child.Expected(ns))),
        Kind.Sequence => _children[0].Expected(ns),
        _ => $"'{ns + _name}'",
    };
}
