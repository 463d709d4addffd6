namespace Classifier.SqlServer.Tests.Sql;

/// <summary>Rules beside the compiler's; each is shown to find what is planted.</summary>
public sealed class RuleTests
{
    public static TheoryData<string, string> Statements => [.. Statement.All("SqlServer").Select(s => (s.Store, s.Name))];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_KeepsTheRules(string store, string name) => Assert.Empty(StatementRules.Check(Statement.Find(store, name).Text));

    [Theory]
    [InlineData("SELECT * FROM inbox WHERE id = @Id;", "SELECT * is for incident_row alone")]
    [InlineData("SELECT TOP (1) id FROM inbox;", "TOP without ORDER BY takes any rows")]
    [InlineData("SELECT id FROM inbox WITH (NOLOCK) WHERE id = @Id;", "NOLOCK reads what is never committed")]
    [InlineData("SELECT id FROM inbox WITH (UPDLOCK, READPAST) WHERE id = @Id;", "READPAST needs READCOMMITTEDLOCK where readers read versions")]
    [InlineData("MERGE setting AS s USING (SELECT @Name AS name) n ON s.name = n.name WHEN MATCHED THEN UPDATE SET value = @Value;", "MERGE without HOLDLOCK is no upsert")]
    [InlineData("UPDATE inbox SET fence = 0;", "all rows are changed")]
    [InlineData("DELETE FROM inbox;", "all rows are changed")]
    [InlineData("INSERT INTO setting VALUES (@Name, @Value, @By, @AtUs);", "INSERT names no columns")]
    [InlineData("SELECT id FROM inbox WHERE state = 'queued';", "'queued' is varchar")]
    [InlineData("WITH due AS (SELECT TOP (1) id, fence FROM inbox WITH (ROWLOCK, READCOMMITTEDLOCK) ORDER BY id) UPDATE due SET fence = 1;", "a claim without UPDLOCK, READPAST")]
    public void PlantedFault_IsFound(string sql, string fault) => Assert.Equal([fault], StatementRules.Check(sql));

    [Theory]
    [InlineData("MERGE setting WITH (HOLDLOCK) AS s USING (SELECT @Name AS name) n ON s.name = n.name WHEN MATCHED THEN UPDATE SET value = @Value;")]
    [InlineData("INSERT INTO commit_marker DEFAULT VALUES;")]
    [InlineData("SELECT * FROM incident_row WHERE Number IN @Numbers;")]
    public void WhatIsRight_IsNotFound(string sql) => Assert.Empty(StatementRules.Check(sql));

    [Fact]
    public void Schema_KeepsTheRules()
    {
        using var schema = CompiledSchema.Of([]);

        Assert.Empty(SchemaRules.Check(schema.Model));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a varchar(20) NOT NULL)", "[a] is varchar, which holds one code page")]
    [InlineData("CREATE TABLE t (a nvarchar(20) NOT NULL)", "[a] is compared as the database likes")]
    [InlineData("CREATE TABLE t (a nvarchar(451) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY)", "[a] is too long")]
    [InlineData("CREATE TABLE t (a nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL, b nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL, UNIQUE (a, b))", "[b] is too long")]
    public void PlantedTable_IsFound(string table, string fault)
    {
        using var schema = CompiledSchema.Of([table]);

        Assert.Contains(SchemaRules.Check(schema.Model), f => f.EndsWith(fault, StringComparison.Ordinal));
    }
}
