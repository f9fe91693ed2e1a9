#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
#endif

namespace ImpOps.Text;

/// <summary>Has the processor fetch memory that will be needed soon, while it goes on with other work.</summary>
internal static class Prefetch
{
#if NET
    public static unsafe void Begin<T>(ref T place)
    {
        // Only a hint: nothing is read, and it does no harm if the collector moves the object meanwhile.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }
#else
    public static void Begin<T>(ref T place)
    {
        // There is no such instruction to be had.
    }
#endif
}
