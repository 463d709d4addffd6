using Classifier.Directories;
using Classifier.Training.Tests.Import.Ownership;
using Classifier.Training.Verbs;

namespace Classifier.Training.Tests.Verbs;

public sealed class ImportOwnershipTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly string _directory;

    public ImportOwnershipTests()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "data"));
        _directory = _home.File("data/directory.yaml", OwnershipFixture.Yaml);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Import_OwnershipFiles_AddsServicesAndTellsTheRestWithItsPlaceAsync()
    {
        var owners = _home.File("CODEOWNERS", "* @org/payments", "/services/ledger/ @org/payments", "/services/orders-db/ @org/payments", "/services/lost/ @org/ghosts", "/services/bare/");

        var (code, output, error) = await RunAsync("import", owners);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"""
            Added:
              {owners}:2: ledger, owned by payments
            Conflicts:
              {owners}:3: orders-db is owned by payments here, by data-platform in data/directory.yaml:15, which counts
            Unknown owners:
              {owners}:4: @org/ghosts stands for no team of the directory; lost is left out
            Not used:
              {owners}:1: *: a glob
            Refused:
              {owners}:5: /services/bare/ has no owner
            1 ownership source read: 1 service added, 0 already there, 1 conflict, 1 unknown owner, 1 not used, 1 refused

            """.ReplaceLineEndings("\n"), output.ReplaceLineEndings("\n"));
        Assert.Equal(OwnershipFixture.Yaml.Replace("    - order-database\n", "    - order-database\n  - { key: ledger, owner: payments }\n", StringComparison.Ordinal), Text());
    }

    [Fact]
    public async Task Import_Twice_LeavesTheFileByteEqualAsync()
    {
        string[] files =
        [
            _home.File("CODEOWNERS", "/services/ledger/ @org/payments"),
            _home.File("catalog-info.yaml", OwnershipFixture.Entity("Component", "rates", "owner: payments", "dependsOn: [component:ledger]")),
            _home.File("services.csv", "service,owner", "Pay Gateway,Payments & Risk"),
        ];
        var first = (await RunAsync(["import", .. files])).Output;
        Assert.Contains("3 services added", first, StringComparison.Ordinal);
        Assert.Contains("services.csv:2: pay-gateway, owned by payments (Payments & Risk)\n", first.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var (text, time) = (Text(), File.GetLastWriteTimeUtc(_directory));

        var again = await RunAsync(["import", .. files]);

        Assert.Contains("0 services added, 3 already there, 0 conflicts", again.Output, StringComparison.Ordinal);
        Assert.Equal((text, time), (Text(), File.GetLastWriteTimeUtc(_directory)));
        Assert.Equal(["ledger"], DirectoryFile.Load(_directory).Service("rates")!.DependsOn);
        Assert.Equal("pay-gateway", DirectoryFile.Load(_directory).Service("PAY GATEWAY")!.Key);
    }

    [Fact]
    public async Task Import_CheckOnly_PrintsTheSameAndWritesNothingAsync()
    {
        var owners = _home.File("CODEOWNERS", "/services/ledger/ @org/payments");

        var looked = (await RunAsync("import", owners, "--check")).Output;

        Assert.Equal(OwnershipFixture.Yaml, Text());
        Assert.EndsWith(" (only checked)\n", looked.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var done = (await RunAsync("import", owners)).Output;
        Assert.Equal(done, looked.Replace("Would be added", "Added", StringComparison.Ordinal).Replace("to add", "added", StringComparison.Ordinal).Replace(" (only checked)", "", StringComparison.Ordinal));
        Assert.NotEqual(OwnershipFixture.Yaml, Text());
    }

    [Theory]
    [InlineData("/services/lost/ @org/ghosts")]
    [InlineData("/services/bare/")]
    public async Task Import_StrictAndSomethingBad_TakesNothingAsync(string bad)
    {
        var (code, _, error) = await RunAsync("import", _home.File("CODEOWNERS", "/services/ledger/ @org/payments", bad), _home.File("t.jsonl", """{"id":"1","title":"a"}"""), "--strict");

        Assert.Equal(2, code);
        Assert.Contains("CODEOWNERS:2: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(OwnershipFixture.Yaml, Text());
        Assert.False(File.Exists(Path.Combine(_home.Path, "var", "classifier.db")));
    }

    [Fact]
    public async Task Import_HistoryAndOwnershipInOneCall_TakesBothAsync()
    {
        var (code, output, _) = await RunAsync(
            "import", _home.File("t.csv", "id,title,owning_team,service,team", "1,a,payments,ledger,payments", "2,,payments,ledger,payments"), _home.File("s.csv", "service,team", "ledger,payments"));

        Assert.Equal(0, code);
        Assert.Contains("t.csv:3: title and description are both empty", output, StringComparison.Ordinal);
        Assert.Contains("2 rows read, 1 added, 1 refused", output, StringComparison.Ordinal);
        Assert.Contains("1 ownership source read: 1 service added", output, StringComparison.Ordinal);
        Assert.NotNull(DirectoryFile.Load(_directory).Service("ledger"));
    }

    [Fact]
    public async Task Import_DirectoryWithAFault_NamesItsLineAndTakesNothingAsync()
    {
        var faulty = OwnershipFixture.Yaml.Replace("owner: data-platform", "owner: nobody", StringComparison.Ordinal);
        File.WriteAllText(_directory, faulty);

        var (code, _, error) = await RunAsync("import", _home.File("t.jsonl", """{"id":"1","title":"a"}"""), _home.File("s.csv", "service,team", "ledger,payments"));

        Assert.Equal(2, code);
        Assert.StartsWith("data/directory.yaml:15: service orders-db names the owner 'nobody'", error, StringComparison.Ordinal);
        Assert.Equal(faulty, Text());
        Assert.False(File.Exists(Path.Combine(_home.Path, "var", "classifier.db")));
    }

    [Theory]
    [InlineData("catalog-info.yaml", "kind: [", "catalog-info.yaml:1: is not YAML")]
    [InlineData("s.csv.gz", "no gzip", "gzip")]
    [InlineData("CODEOWNERS", "/services/bare/", "CODEOWNERS:1: /services/bare/ has no owner")]
    public async Task Import_NothingGood_EndsWithTwoAndOneLineAsync(string name, string text, string reason)
    {
        var (code, _, error) = await RunAsync("import", _home.File(name, text));

        Assert.Equal(2, code);
        Assert.Contains(reason, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DirectoryBehindALinkWithAMarkAndAMode_KeepsAllThreeAsync()
    {
        var target = Path.Combine(_home.Path, "elsewhere.yaml");
        File.WriteAllText(target, "\uFEFF" + OwnershipFixture.Yaml);
        File.Delete(_directory);
        File.CreateSymbolicLink(_directory, target);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(0, (await RunAsync("import", _home.File("s.csv", "service,team", "ledger,payments"))).Code);

        Assert.Equal(target, new FileInfo(_directory).LinkTarget);
        Assert.StartsWith("\uFEFF# Who", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(target)), StringComparison.Ordinal);
        Assert.Contains("key: ledger", Text(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
    }

    private string Text() => File.ReadAllText(_directory);

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--home", _home.Path], TimeProvider.System, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
