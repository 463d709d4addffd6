using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Features;

/// <summary>Tells the processor what will be needed soon, so that it is not waited for.</summary>
internal static class CacheHint
{
    /// <summary>Only a hint: where the memory moves meanwhile, or the processor has no such instruction, it was for nothing.</summary>
    public static unsafe void Prefetch<T>(ref T soon)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref soon));
    }
}
