using Classifier.Training.Verbs;

namespace Classifier.Training.Tests.Verbs;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task BackupAndRestore_BringBackWhatWasThere()
    {
        Assert.Equal(0, (await RunAsync("import", _home.File("a.jsonl", """{"id":"T1","opened_at":"2026-01-02T03:04:05Z","title":"Disk full"}"""))).Code);

        Assert.Equal(0, (await RunAsync("backup", "copy.db")).Code);
        Assert.Equal(0, (await RunAsync("import", _home.File("b.jsonl", """{"id":"T2","opened_at":"2026-01-02T03:04:05Z","title":"Disk full"}"""))).Code);
        var (code, output, _) = await RunAsync("restore", "copy.db");

        Assert.Equal(0, code);
        Assert.Contains("what was there before is", output, StringComparison.Ordinal);
        Assert.Contains("1 added", (await RunAsync("import", Path.Combine(_home.Path, "a.jsonl"), Path.Combine(_home.Path, "b.jsonl"))).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "there is no database")]
    [InlineData("restore", "there is no backup")]
    public async Task NothingThere_IsOneLine(string verb, string expected)
    {
        var (code, _, error) = await RunAsync(verb, "copy.db");

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--home", _home.Path], TimeProvider.System, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
