using System;

namespace ImpOps.Tables;

/// <summary>What is made once, out of a table, and keeps the language in which it was made: so it is made once for each language.</summary>
/// <param name="make">Makes it in the language that is spoken when it is called.</param>
internal sealed class PerLanguage<T>(Func<T> make)
{
    private readonly Lazy<T> _english = new(make);
    private readonly Lazy<T> _chinese = new(make);

    /// <summary>The one in the language that is spoken now.</summary>
    // Who asks first makes it, and speaks the language in which it is asked for.
    public T Current => (Languages.Current == Language.Zh ? _chinese : _english).Value;
}
