using System.Text.RegularExpressions;
using Classifier.Storage;
using Classifier.Storage.SqlServer;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>The schema that the migrations make, in a model that DacFx checks without a server.</summary>
internal sealed partial class CompiledSchema : IDisposable
{
    /// <summary>The oldest server that the README promises.</summary>
    private const SqlServerVersion Oldest = SqlServerVersion.Sql130;

    private static readonly string[] ServersOwn = ["[sys].[databases]", "[sp_getapplock]"];

    private CompiledSchema(TSqlModel model) => Model = model;

    public TSqlModel Model { get; }

    /// <summary>Migrations in order, then what is planted.</summary>
    /// <param name="planted">Further objects.</param>
    /// <param name="collation">Of the database; a case-sensitive one also compares the names of tables and columns so.</param>
    public static CompiledSchema Of(IEnumerable<string> planted, string collation = "Latin1_General_100_CS_AS")
    {
        var model = new TSqlModel(Oldest, new TSqlModelOptions { Collation = collation });
        var migrated = new MigratedSchema();
        foreach (var batch in SqlText.Migrations("SqlServer").SelectMany(m => SqlServerMigrations.Batches(m.Sql)))
            migrated.Apply(batch);
        model.AddObjects(string.Join("\nGO\n", migrated.Statements.Append(VersionTable()).Concat(planted)));      // at once: an option of a table belongs to its making
        return new(model);
    }

    /// <summary>A statement as a procedure, whose parameters are the statement's.</summary>
    public static string Procedure(Statement statement)
    {
        var lists = List().Matches(statement.Text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var parameters = statement.Parameters.SelectMany(p => (string[])(lists.Contains(p) ? [$"{p}1", $"{p}2"] : [p]), (p, name) => $"@{name} {Parameter.TypeOf(statement.Store, p)}");
        var body = List().Replace(statement.Text, "IN (@${1}1, @${1}2)");      // as Dapper sends a list
        return $"CREATE PROCEDURE [{statement}] {string.Join(", ", parameters)} AS\n{body}";
    }

    /// <summary>Everything that DacFx has to say, warnings too, but that it does not know what the server itself brings.</summary>
    public IReadOnlyList<string> Faults() => [.. Model.Validate().Select(m => m.ToString()).Where(m => !ServersOwn.Any(own => m.Contains(own, StringComparison.Ordinal)))];

    public void Dispose() => Model.Dispose();

    /// <summary>The one table that no migration makes.</summary>
    private static string VersionTable()
    {
        var found = new TableFinder();
        TSql.Parse(Statement.Find("Database", "MakeVersions").Text).Accept(found);
        return TSql.TextOf(found.Table!);
    }

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();

    private sealed class TableFinder : TSqlFragmentVisitor
    {
        public CreateTableStatement? Table { get; private set; }

        public override void Visit(CreateTableStatement node) => Table = node;
    }
}
