using Classifier.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.Dac.Model;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>What the other databases have, SQL Server has too.</summary>
public sealed class ParityTests
{
    public static TheoryData<string, string> Statements => [.. Statement.All("Postgres").Select(s => (s.Store, s.Name))];

    [Fact]
    public void EveryStatementOfPostgres_IsThere_AndNoOther() =>
        Assert.Equal(Statement.All("Postgres").Select(s => s.ToString()), Statement.All("SqlServer").Where(s => s.Store != "Database").Select(s => s.ToString()));

    [Fact]
    public void EveryMigrationOfPostgres_IsThere_AndNoOther()
    {
        var ours = Statement.Files("SqlServer.Migrations");

        Assert.Equal("0007_initial", ours[0]);      // what was before it, it has
        Assert.Equal(Statement.Files("Postgres.Migrations").Skip(7), ours.Skip(1));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_TakesAndGivesWhatItsNamesakeDoes(string store, string name)
    {
        var (theirs, ours) = (new Statement(store, name, SqlText.Load("Postgres", store)[name]), Statement.Find(store, name));

        Assert.Equal(theirs.Parameters.Order(), ours.Parameters.Order());
        Assert.Equal(theirs.Columns.Order(), ours.Columns.Order());
    }

    [Fact]
    public async Task EveryColumnOfSqlite_IsThere()
    {
        using var schema = CompiledSchema.Of([]);
        var ours = schema.Model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).SelectMany(t => t.GetReferenced(Table.Columns)).Select(c => $"{c.Name.Parts[^2]}.{c.Name.Parts[^1]}");
        await using var sqlite = new SqliteConnection("Data Source=:memory:");
        await sqlite.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = sqlite.CreateCommand();
        command.CommandText = string.Concat(SqlText.Migrations("Sqlite").Select(m => m.Sql));
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        command.CommandText = "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> 'sqlite_sequence'";
        var theirs = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            theirs.Add(reader.GetString(0));

        Assert.NotEmpty(theirs);
        Assert.Empty(theirs.Except(ours));
    }
}
