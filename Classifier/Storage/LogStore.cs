using Classifier.Logs;
using Dapper;

namespace Classifier.Storage;

/// <summary>Log lines.</summary>
public sealed class LogStore(IDatabase database) : ILogStore
{
    private readonly SqlText _sql = database.Sql("Logs");

    /// <inheritdoc />
    public Task AddAsync(IReadOnlyList<LogLine> lines, DateTimeOffset receivedAt, CancellationToken cancellationToken) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync(_sql["Add"], lines.Select(line => new
        {
            AtUs = line.At.ToMicros(),
            ReceivedAtUs = receivedAt.ToMicros(),
            Severity = line.Severity.ToString().ToLowerInvariant(),
            Service = line.Service.Storable(),
            Host = line.Host.Storable(),
            line.TraceId,
            Text = line.Text.Storable(),
        })), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogLine>> LastAsync(LogQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LogLine>>(async connection =>
    {
        var parameters = new { Services = query.Services.Select(s => s.Storable()).ToList(), SinceUs = query.Since.ToMicros(), UntilUs = query.Until.ToMicros(), query.Limit };
        return [.. (await connection.QueryAsync<LineRow>(new CommandDefinition(_sql["Last"], parameters, cancellationToken: cancellationToken))).Select(r => r.ToLine()).Reverse()];
    }, cancellationToken);

    /// <inheritdoc />
    public Task<int> DeleteOldestAsync(DateTimeOffset before, long keep, int atMost, CancellationToken cancellationToken) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync(_sql["DeleteOldest"], new { BeforeUs = before.ToMicros(), Keep = keep, AtMost = atMost }), cancellationToken);

    private sealed class LineRow
    {
        public long AtUs { get; set; }
        public string Severity { get; set; } = "";
        public string Service { get; set; } = "";
        public string Host { get; set; } = "";
        public string? TraceId { get; set; }
        public string Text { get; set; } = "";

        public LogLine ToLine() => new(Micros.FromMicros(AtUs), Enum.Parse<LogSeverity>(Severity, ignoreCase: true), Service, Host, TraceId, Text);
    }
}
