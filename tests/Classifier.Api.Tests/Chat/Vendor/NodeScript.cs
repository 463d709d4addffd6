using System.Diagnostics;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>Runs JavaScript of a vendor's packages with the node that npm brings.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>A folder from which scripts find the packages; goes when it is disposed of.</summary>
    public static TemporaryFolder Folder() => new(Path.Combine(Path.GetDirectoryName(Require.Npm("typescript"))!, "..", $"test-{Guid.NewGuid():N}"));

    /// <summary>Runs a script that ends well.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(TemporaryFolder folder, string script, params string[] arguments)
    {
        var file = Path.Combine(folder.Path, "script.cjs");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        var (code, output) = await RunFileAsync(folder, file, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>Runs a file.</summary>
    public static async Task<(int Code, string Output)> RunFileAsync(TemporaryFolder folder, string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Require.Node(), [file, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(texts));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
