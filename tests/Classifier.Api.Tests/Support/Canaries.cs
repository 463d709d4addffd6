using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Support;

/// <summary>
/// Secrets of each kind, no two alike, to plant wherever text goes in and to look for wherever text comes out. Beside them
/// stands a word that no rule knows, so that a search that finds nothing is seen to be one.
/// </summary>
internal sealed class Canaries
{
    /// <summary>A rule of an operator's own, as <c>data/redaction.yaml</c> has it.</summary>
    public const string OwnRule = @"replace: [ { pattern: 'EMP-\d{6}', with: <employee> } ]";

    private readonly List<(string Place, string Secret)> _planted = [];
    private int _last = 100;

    /// <summary>The words that no rule knows, by place.</summary>
    public Dictionary<string, string> Known { get; } = [];

    /// <summary>A text with a secret of each kind.</summary>
    public string All(string place) => $"{Plain(place)} {string.Join(" and ", Kinds.Select(kind => Plant(place, kind)))} end";

    /// <summary>A text of at most 60 characters with one secret: kinds take turns.</summary>
    public string One(string place) => $"{Plain(place)} {Secret(place)}";

    /// <summary>A secret alone, where text may not be kept at all; kinds take turns.</summary>
    public string Secret(string place) => Plant(place, Kinds[_planted.Count % ShortKinds]);

    /// <summary>A text of one kind in which everything counts as the secret, e.g. the value of a label called password.</summary>
    public string Whole(string place)
    {
        var secret = $"wholecanary{++_last}";
        _planted.Add((place, secret));
        return secret;
    }

    /// <summary>Where a secret is found in the text.</summary>
    public IEnumerable<string> In(string text) => _planted.Where(p => text.Contains(p.Secret, StringComparison.OrdinalIgnoreCase)).Select(p => $"{p.Place}: {p.Secret}");

    /// <summary>All text in the files below a folder.</summary>
    public static string Files(string folder) => string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file))));

    /// <summary>All values of all tables of a database, where a long text is in one piece, as it is not in the file.</summary>
    public static string Tables(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var all = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").ToList())
            all.AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table.Trim()}\"")).Append('\n');
        return all.ToString();
    }

    private const int ShortKinds = 6;

    private static readonly Func<int, (string Text, string Secret)>[] Kinds =
    [
        n => Same($"AKIA{n:D16}"),
        n => Same($"canary{n}@example.org"),
        n => ($"password=Canary{n}pw", $"Canary{n}pw"),
        n => ($"+47 22 {n / 100:D2} {n % 100:D2} 56", $"22 {n / 100:D2} {n % 100:D2} 56"),
        n => Same($"EMP-{n:D6}"),
        n => Same(Card(n)),
        n => Same($"ghp_{n:D24}"),
        n => ($"Authorization: Bearer canarybearer{n:D8}", $"canarybearer{n:D8}"),
        n => ($"https://bot:canaryurl{n}@git.example.org/x", $"canaryurl{n}"),
        n => Same($"eyJhbGciOiJI{n:D6}.eyJzdWIiOiIx{n:D6}.c2lnbmF0dXJl{n:D6}"),
        n => ($"https://hooks.slack.com/services/T{n}/B{n}/canaryhook{n}", $"canaryhook{n}"),
        n => ($"-----BEGIN RSA PRIVATE KEY-----\ncanarykey{n}x\n-----END RSA PRIVATE KEY-----", $"canarykey{n}x"),
    ];

    private static (string Text, string Secret) Same(string secret) => (secret, secret);

    private string Plain(string place) => Known[place] = $"zebra{place.Replace(" ", "", StringComparison.Ordinal)}";

    private string Plant(string place, Func<int, (string Text, string Secret)> kind)
    {
        var (text, secret) = kind(++_last);
        _planted.Add((place, secret));
        return text;
    }

    // Sixteen digits, the last of which makes the number a valid one.
    private static string Card(int n)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"411111{n:D9}");
        var sum = digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(d => d > 9 ? d - 9 : d);
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names are those of our own tables
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new StringBuilder();
            for (var i = 0; i < reader.FieldCount; i++)
                row.Append(reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)).Append(' ');
            yield return row.ToString();
        }
    }
}

/// <summary>Keeps what the service logs, as an operator would read it.</summary>
internal sealed class CollectingLogs : ILoggerProvider, ILogger
{
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_text)
            _text.Append(formatter(state, exception)).Append(' ').Append(exception).AppendLine();
    }

    public void Dispose()
    {
    }
}
