using System.Collections.Frozen;

namespace Classifier.Storage.Sqlite;

/// <summary>The statements of one <c>.sql</c> file: each begins after a line <c>-- :name NAME</c>.</summary>
internal sealed class SqlText
{
    private const string Header = "-- :name ";
    private readonly FrozenDictionary<string, string> _statements;
    private readonly string _file;

    private SqlText(string file, string text)
    {
        _file = file;
        _statements = text.Split(Header, StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("--", StringComparison.Ordinal) && part.Contains('\n', StringComparison.Ordinal))
            .ToFrozenDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.Ordinal);
    }

    public string this[string name] => _statements.TryGetValue(name, out var sql) ? sql : throw new KeyNotFoundException($"{_file} has no statement '{name}'");

    public static SqlText Load(string name) => new(name, Read($"Classifier.Storage.Sqlite.Sql.{name}.sql"));

    /// <summary>Numbered migrations in order.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Migrations() =>
        [.. typeof(SqlText).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Classifier.Storage.Sqlite.Migrations.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (int.Parse(n.AsSpan("Classifier.Storage.Sqlite.Migrations.".Length, 4), System.Globalization.CultureInfo.InvariantCulture), Read(n)))];

    private static string Read(string resource)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException(resource);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
