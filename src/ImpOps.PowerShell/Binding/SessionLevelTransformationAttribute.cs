using System.Collections;
using System.Linq;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes levels by their names in the report, in English or Chinese: <c>Subcluster</c>, <c>节点</c>.</summary>
public sealed class SessionLevelTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text) => SessionLevels.Find(text) ?? throw Refuse(Messages.NotALevel, text);

    private protected override object? Check(object value) =>
        value is IList list ? list.Cast<object>().Select(item => Transform(null!, item)).ToArray() : null;
}
