using System.Net;
using System.Net.Sockets;
using Classifier.Api.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Classifier.Api.Tests;

/// <summary>What can go wrong at a start ends in one clear sentence.</summary>
public sealed class ServiceStartTests
{
    [Fact]
    public async Task UsedPort_IsOneSentence()
    {
        using var home = new TestHome();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, said) = await StartAsync(home, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        Assert.Equal(1, code);
        Assert.Contains("is not free (Address already in use). Choose another with --urls", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task FolderCannotBeWritten_IsOneSentence()
    {
        using var home = new TestHome();
        await File.WriteAllTextAsync(Path.Combine(home.Root, "var"), "a file where the folder should be", TestContext.Current.CancellationToken);

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("cannot be opened for writing", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task FaultyDirectory_NamesTheLine()
    {
        using var home = new TestHome("teams:\n  - { key: a, parent: nobody }");

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("directory.yaml:2: team a names the parent 'nobody'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultyRedactionFile_NamesTheLine()
    {
        using var home = new TestHome();
        await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "redaction.yaml"), "replace:\n  - { pattern: '(' }\n", TestContext.Current.CancellationToken);

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("redaction.yaml:2: Invalid pattern '('", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultySource_NamesTheLine()
    {
        using var home = new TestHome();
        Directory.CreateDirectory(Path.Combine(home.Root, "data", "sources"));
        await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "sources", "mine.yaml"), "name: mine\nfields:\n  title: \"{{ item.x | \"\n", TestContext.Current.CancellationToken);

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("mine.yaml:3:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_WithDefaults_IsRefused()
    {
        using var home = new TestHome();

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0", "Production");

        Assert.Equal(1, code);
        Assert.Contains("Identity:AdminKey", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oracle", "x", "'oracle' is unknown; known are sqlite, postgres and sqlserver")]
    [InlineData("postgres", "", "needs Storage:ConnectionString")]
    [InlineData("sqlserver", "", "sqlserver needs Storage:ConnectionString")]
    [InlineData("sqlserver", "Sesame=open", "connection string cannot be read")]
    [InlineData("sqlserver", "Server=127.0.0.1,1;User ID=u;Password=opensesame;Connect Timeout=2", "cannot be opened")]
    [InlineData("", "Host=db", "is sqlite, which needs none")]
    [InlineData("postgres", "Sesame=open", "connection string cannot be read")]
    [InlineData("postgres", "Host=127.0.0.1;Port=1;Username=u;Password=opensesame", "cannot be opened")]
    public async Task Storage_NamedWrongly_IsOneSentenceWithoutThePassword(string provider, string connection, string expected)
    {
        using var home = new TestHome();

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0", storage: ["--Storage:Provider", provider, "--Storage:ConnectionString", connection]);

        Assert.Equal(1, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task Database_OfANewerProgram_HasAnExitCodeOfItsOwn()
    {
        using var home = new TestHome();
        Directory.CreateDirectory(Path.Combine(home.Root, "var"));
        await using (var newer = new SqliteConnection($"Data Source={new Home(home.Root).DatabaseFile};Pooling=false"))
        {
            await newer.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = newer.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9999";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var (code, said) = await StartAsync(home, "http://127.0.0.1:0");

        Assert.Equal(3, code);
        Assert.Contains("schema 9999 is newer", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> StartAsync(TestHome home, string url, string environment = "Development", params string[] storage)
    {
        using var errors = new StringWriter();
        var code = await Service.RunAsync(["--home", home.Root, "--urls", url, "--environment", environment, "--Logging:LogLevel:Default", "None", .. storage], TextWriter.Null, errors)
            .WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        return (code, errors.ToString());
    }
}
