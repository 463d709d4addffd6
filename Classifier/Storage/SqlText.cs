using System.Collections.Frozen;
using System.Globalization;

namespace Classifier.Storage;

/// <summary>The statements of one embedded <c>.sql</c> file: each begins after a line <c>-- :name NAME</c>.</summary>
public sealed class SqlText
{
    private const string Header = "-- :name ";
    private const string Root = "Classifier.Storage.";
    private readonly FrozenDictionary<string, string> _statements;
    private readonly string _file;

    private SqlText(string file, string text)
    {
        _file = file;
        _statements = text.Split(Header, StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("--", StringComparison.Ordinal) && part.Contains('\n', StringComparison.Ordinal))
            .ToFrozenDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.Ordinal);
    }

    /// <summary>The statement of this name.</summary>
    /// <exception cref="KeyNotFoundException">The file has none.</exception>
    public string this[string name] => _statements.TryGetValue(name, out var sql) ? sql : throw new KeyNotFoundException($"{_file} has no statement '{name}'");

    /// <summary>The names of all statements.</summary>
    public IReadOnlyCollection<string> Names => _statements.Keys;

    /// <summary>One file of a database, e.g. <c>Sqlite</c> and <c>Inbox</c>.</summary>
    internal static SqlText Load(string database, string name) => new($"{database}/Sql/{name}.sql", Read($"{Root}{database}.Sql.{name}.sql"));

    /// <summary>A database's numbered migrations in order.</summary>
    internal static IReadOnlyList<(int Number, string Sql)> Migrations(string database)
    {
        var folder = $"{Root}{database}.Migrations.";
        return [.. typeof(SqlText).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => (int.Parse(n.AsSpan(folder.Length, 4), CultureInfo.InvariantCulture), Read(n)))];
    }

    private static string Read(string resource)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException(resource);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
