using System.Diagnostics;
using Classifier.Api.Models;
using Classifier.Api.Tests.Support;
using Classifier.Storage;

namespace Classifier.Api.Tests.Learning;

/// <summary>The demo that the README names: it checks by itself what comes of it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_PlaysToItsEnd_AndCleansUp()
    {
        var start = TrainingProgram.StartInfo(TrainingProgram.Find()!, Home.Find(), new(StorageSettings.Sqlite, null), ["demo"]);
        using var temporary = new TestHome();
        start.Environment["TMPDIR"] = temporary.Root;
        using var demo = Process.Start(start)!;
        var errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        var output = await demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, await errors + output);
        Assert.Contains("<classifier> Resolved: reloaded haproxy on both nodes", output, StringComparison.Ordinal);
        Assert.Contains("Readers at the north entrance refuse staff cards: identity", output, StringComparison.Ordinal);
        Assert.EndsWith("dotnet run --project Api\n", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(temporary.Root, "demo-*"));
    }
}
