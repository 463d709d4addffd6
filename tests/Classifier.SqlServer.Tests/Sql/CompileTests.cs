using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>Schema and statements compiled as for the oldest server, without one. Whatever the compiler says is a fault.</summary>
public sealed class CompileTests
{
    [Theory]
    [InlineData("Latin1_General_100_CS_AS")]
    [InlineData("SQL_Latin1_General_CP1_CI_AS")]
    [InlineData("Turkish_100_CI_AS")]
    public void SchemaAndEveryStatement_Compile(string collation)
    {
        using var schema = CompiledSchema.Of(Statement.All("SqlServer").Select(CompiledSchema.Procedure), collation);

        Assert.Equal("", string.Join("\n", schema.Faults()));
        DacPackageExtensions.BuildPackage(Stream.Null, schema.Model, new PackageMetadata { Name = "classifier" });
    }

    [Theory]
    [InlineData("SELECT id FROM inbux WHERE id = @Id;", "inbux")]
    [InlineData("SELECT title FROM inbox WHERE ident = @Id;", "ident")]
    [InlineData("SELECT Title FROM inbox WHERE id = @Id;", "Title")]
    [InlineData("UPDATE inbox SET fense = 1 WHERE id = @Id;", "fense")]
    [InlineData("INSERT INTO inbox (id, colour) VALUES (@Id, 1);", "colour")]
    [InlineData("WITH due AS (SELECT i.id FROM inbox i) UPDATE due SET fence = 1 WHERE id = @Id;", "fence")]
    [InlineData("SELECT NEXT VALUE FOR incident_nummer;", "incident_nummer")]
    [InlineData("SELECT id FROM inbox ORDER BY id LIMIT 1;", "LIMIT")]
    public void PlantedFault_IsFound(string sql, string named)
    {
        var found = "";
        try
        {
            using var schema = CompiledSchema.Of([CompiledSchema.Procedure(new("Inbox", "Planted", sql))]);
            found = string.Join('\n', schema.Faults());
        }
        catch (DacModelException error)
        {
            found = error.Message;
        }

        Assert.Contains(named, found, StringComparison.Ordinal);
    }
}
