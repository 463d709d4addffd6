using Classifier.History;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Classifier.Tests.Storage;

public sealed class SqliteBackupTests : StoreTests<SqliteFile>
{
    private string Backup => Store.Path + ".backup";

    [Fact]
    public async Task Write_WhileWritesGoOn_IsOneMomentWholeAndAlone()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (; !end.IsCancellationRequested; written++)
                await AddAsync($"{written}");
        }, Token);
        while (Volatile.Read(ref written) < 20)
            await Task.Delay(5, Token);
        var before = Volatile.Read(ref written);

        SqliteBackup.Write(Store.Path, Backup);

        await end.CancelAsync();
        await writing;
        await using var copy = await SqliteDatabase.OpenAsync(Backup, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        var tickets = await new HistoryStore(copy).ReadAsync(Token);
        Assert.InRange(tickets.Count, before, written);
        Assert.Equal(Enumerable.Range(0, tickets.Count).Select(i => $"{i}"), tickets.Select(t => t.Id));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Backup)!, "*.part*"));
    }

    [Fact]
    public void Write_FileIsThere_ReplacesNothing()
    {
        File.WriteAllText(Backup, "mine");

        Assert.Contains("is there already", Assert.Throws<IOException>(() => SqliteBackup.Write(Store.Path, Backup)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Backup));
    }

    [Fact]
    public async Task Restore_AServiceHasItOpen_IsRefusedAndNothingIsChanged()
    {
        SqliteBackup.Write(Store.Path, Backup);
        await AddAsync("later");

        var error = Assert.Throws<IOException>(() => SqliteBackup.Restore(Backup, Store.Path));

        Assert.Contains("open in a running service", error.Message, StringComparison.Ordinal);
        Assert.Equal(["later"], await IdsAsync());
        await AddAsync("still writes");
    }

    [Fact]
    public async Task Restore_Stopped_IsTheCopyAndWhatWasThereIsKept()
    {
        await AddAsync("saved");
        SqliteBackup.Write(Store.Path, Backup);
        await AddAsync("later");
        await Database.DisposeAsync();

        var kept = SqliteBackup.Restore(Backup, Store.Path);

        Assert.Equal(["saved"], await IdsAsync());
        Assert.Equal(["saved", "later"], await IdsAsync(kept!));
        Assert.Equal(["saved"], await IdsAsync(Backup));
    }

    [Fact]
    public async Task Restore_NoDatabaseYet_IsTheCopy()
    {
        await AddAsync("saved");
        SqliteBackup.Write(Store.Path, Backup);
        var elsewhere = Path.Combine(Path.GetDirectoryName(Store.Path)!, "new", "var", "classifier.db");

        Assert.Null(SqliteBackup.Restore(Backup, elsewhere));

        Assert.Equal(["saved"], await IdsAsync(elsewhere));
    }

    [Fact]
    public async Task Restore_DatabaseIsDamagedBeyondReading_IsTheCopyAndTheDamagedOneIsKept()
    {
        await AddAsync("saved");
        SqliteBackup.Write(Store.Path, Backup);
        await Database.DisposeAsync();
        File.WriteAllText(Store.Path, new string('x', 9000));

        var kept = SqliteBackup.Restore(Backup, Store.Path);

        Assert.Equal(["saved"], await IdsAsync());
        Assert.StartsWith("xxx", File.ReadAllText(kept!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no database", "is no backup")]
    [InlineData("empty", "none of our tables")]
    [InlineData("newer", "9999 is newer")]
    [InlineData("damaged", "damaged")]
    [InlineData("missing", "there is no backup")]
    public async Task Restore_BadBackup_IsRefusedAndNothingIsChanged(string kind, string expected)
    {
        for (var i = 0; i < 200; i++)
            await AddAsync($"{i}");
        SqliteBackup.Write(Store.Path, Backup);
        await Database.DisposeAsync();
        switch (kind)
        {
            case "no database": File.WriteAllText(Backup, new string('x', 9000)); break;
            case "empty": File.WriteAllBytes(Backup, []); break;
            case "newer": Execute("PRAGMA user_version = 9999"); break;
            case "missing": File.Delete(Backup); break;
            default:
                var bytes = File.ReadAllBytes(Backup);
                for (var at = bytes.Length / 2; at < bytes.Length / 2 + 3000; at++)
                    bytes[at] ^= 0x5A;
                File.WriteAllBytes(Backup, bytes);
                break;
        }

        var error = Assert.Throws<IOException>(() => SqliteBackup.Restore(Backup, Store.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await IdsAsync()).Count());
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Backup};Pooling=false");
        connection.Open();
        connection.Execute(sql);
    }

    private Task<int> AddAsync(string id) => new HistoryStore(Database).AddAsync([new Ticket { Id = id, OpenedAt = Some.Noon, Title = $"Ticket {id} with some words" }], Token);

    private async Task<IEnumerable<string>> IdsAsync(string? file = null)
    {
        await using var database = await SqliteDatabase.OpenAsync(file ?? Store.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        return [.. (await new HistoryStore(database).ReadAsync(Token)).Select(t => t.Id)];
    }
}
