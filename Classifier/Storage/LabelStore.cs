using Classifier.History;
using Dapper;

namespace Classifier.Storage;

/// <summary>What people said.</summary>
public sealed class LabelStore(IDatabase database) : ILabelWriter, ILabelStore
{
    private readonly SqlText _sql = database.Sql("Labels");

    /// <inheritdoc />
    public async Task AddAsync(StoreTransaction transaction, IReadOnlyList<Label> labels)
    {
        foreach (var label in labels)
        {
            await transaction.ExecuteAsync(_sql["Add"], new
            {
                Id = label.Id.ToString(),
                label.Incident,
                Kind = label.Kind.ToString().ToLowerInvariant(),
                label.Target,
                label.Value,
                label.By,
                Because = label.Because.Storable(),
                AtUs = label.At.ToMicros(),
                label.ModelVersion,
                label.ModelAnswer,
                label.Probability,
            });
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Label>> ListAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Label>>(async connection =>
        [.. (await connection.QueryAsync<LabelRow>(_sql["List"], new { Incident = incident })).Select(r => r.ToLabel())], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<LabelledTicket>> ReadLabelledAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LabelledTicket>>(async connection =>
        [.. (await connection.QueryAsync<LabelledRow>(_sql["Labelled"])).GroupBy(r => r.Incident).Select(ToLabelled)], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<(string Answer, string Final)>> ActedOnAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(string Answer, string Final)>>(async connection =>
            [.. await connection.QueryAsync<(string Answer, string Final)>(_sql["ActedOn"], new { SinceUs = since.ToMicros(), Limit = limit })], cancellationToken);

    private static LabelledTicket ToLabelled(IGrouping<long, LabelledRow> rows)
    {
        var newest = rows.MaxBy(r => r.Id, StringComparer.Ordinal)!;
        var alert = StoreJson.ReadAlert(newest.Alert);
        var ticket = new Ticket
        {
            Id = $"inc-{newest.Incident}",
            OpenedAt = Micros.FromMicros(newest.OpenedAtUs),
            ResolvedAt = Micros.FromMicros(newest.ResolvedAtUs),
            Title = alert.Title,
            Description = alert.Description,
            IssueType = rows.FirstOrDefault(r => r.Target == "issue_type")?.Value,
            OwningTeam = rows.FirstOrDefault(r => r.Target == "owning_team")?.Value,
            Attributes = Ticket.AttributesOf(alert),
            Severity = alert.Severity,
            Logs = alert.Logs,
        };
        var kind = rows.Any(r => r.Kind == "correction") ? LabelKind.Correction : LabelKind.Confirmation;
        return new(ticket, kind, newest.By, Micros.FromMicros(newest.AtUs), newest.ModelVersion, newest.IsPrivate);
    }

    private sealed class LabelRow
    {
        public string Id { get; set; } = "";
        public long Incident { get; set; }
        public string Kind { get; set; } = "";
        public string Target { get; set; } = "";
        public string Value { get; set; } = "";
        public string By { get; set; } = "";
        public string Because { get; set; } = "";
        public long AtUs { get; set; }
        public string? ModelVersion { get; set; }
        public string? ModelAnswer { get; set; }
        public double? Probability { get; set; }

        public Label ToLabel() => new(
            Guid.Parse(Id), Incident, Enum.Parse<LabelKind>(Kind, ignoreCase: true), Target, Value, By, Because, Micros.FromMicros(AtUs), ModelVersion, ModelAnswer, Probability);
    }

    private sealed class LabelledRow
    {
        public string Id { get; set; } = "";
        public long Incident { get; set; }
        public string Kind { get; set; } = "";
        public string Target { get; set; } = "";
        public string Value { get; set; } = "";
        public string By { get; set; } = "";
        public long AtUs { get; set; }
        public string? ModelVersion { get; set; }
        public string Alert { get; set; } = "";
        public long OpenedAtUs { get; set; }
        public long? ResolvedAtUs { get; set; }
        public bool IsPrivate { get; set; }
    }
}
