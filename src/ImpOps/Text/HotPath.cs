using System.Runtime.CompilerServices;

namespace ImpOps.Text;

/// <summary>
/// How the few methods are compiled that go over every byte of a large file: at once and fully. A file is often read before the runtime would
/// have noticed that they are worth it.
/// </summary>
internal static class HotPath
{
#if NET
    public const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization;
#else
    public const MethodImplOptions Options = default;
#endif
}
