using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Classifier.Benchmarks;

/// <summary>Runs benchmarks in this process: a generated project would fall under the repository's build rules.</summary>
internal sealed class InThisProcess : ManualConfig
{
    public InThisProcess()
    {
        Add(DefaultConfig.Instance);
        ArtifactsPath = Path.Combine(Home.Find().Var, "benchmarks");
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
