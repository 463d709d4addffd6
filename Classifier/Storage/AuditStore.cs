using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Reads all tables that an accepted alert leaves its traces in.</summary>
public sealed class AuditStore(IDatabase database) : IAuditStore
{
    private readonly SqlText _sql = database.Sql("Audit");

    /// <inheritdoc />
    public Task<IReadOnlyList<AuditGap>> FindGapsAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<AuditGap>>(async connection =>
    {
        var gaps = new List<AuditGap>();
        foreach (var kind in (string[])["undecided", "lost_incident", "unplanned", "undelivered", "dead_alert", "dead_step"])
            gaps.AddRange((await connection.QueryAsync<string>(_sql[kind], new { DueBeforeUs = dueBefore.ToMicros() })).Select(subject => new AuditGap(kind, subject)));
        return gaps;
    }, cancellationToken);
}
