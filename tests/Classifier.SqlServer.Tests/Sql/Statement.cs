using System.Text.RegularExpressions;
using Classifier.Storage;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>One statement of a store, as its file says it.</summary>
internal sealed partial record Statement(string Store, string Name, string Text)
{
    private const string Root = "Classifier.Storage.";

    /// <summary>The parameters it is given, without those it declares itself.</summary>
    public IReadOnlySet<string> Parameters => Variable().Matches(Text).Select(m => m.Groups[1].Value).Except(Declared().Matches(Text).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The columns that the program reads by name.</summary>
    public IReadOnlySet<string> Columns => Column().Matches(Text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>All statements of one database, e.g. <c>SqlServer</c>.</summary>
    public static IReadOnlyList<Statement> All(string database) =>
        [.. Stores(database).Select(store => (store, Sql: SqlText.Load(database, store))).SelectMany(s => s.Sql.Names.Order(StringComparer.Ordinal).Select(name => new Statement(s.store, name, s.Sql[name])))];

    public static Statement Find(string store, string name) => new(store, name, SqlText.Load("SqlServer", store)[name]);

    /// <summary>The names of the embedded files below a folder, without what they end with.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        [.. typeof(SqlText).Assembly.GetManifestResourceNames().Where(n => n.StartsWith($"{Root}{folder}.", StringComparison.Ordinal)).Select(n => n[(Root.Length + folder.Length + 1)..^".sql".Length]).Order(StringComparer.Ordinal)];

    public override string ToString() => $"{Store}.{Name}";

    private static IReadOnlyList<string> Stores(string database) => Files($"{database}.Sql");

    [GeneratedRegex(@"(?<![@\w])@(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bDECLARE @(\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bAS [""\[]?([A-Z][a-z]\w*)")]
    private static partial Regex Column();
}
