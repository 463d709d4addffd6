using BenchmarkDotNet.Running;

namespace Classifier.Benchmarks;

/// <summary>Without a verb of its own, everything is for BenchmarkDotNet.</summary>
internal static class Program
{
    public static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new InThisProcess());
}
