using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;

namespace Classifier.Api.Console.IncidentList;

/// <summary>Reads the list of incidents for somebody.</summary>
internal sealed class IncidentBoardReader(IncidentReader reader, FirstAnswers firstAnswers, CurrentDirectory directory, TimeProvider clock)
{
    /// <summary>More are not shown; the list says so.</summary>
    public const int Most = 1000;

    private static readonly TimeSpan Past = TimeSpan.FromDays(7);

    public async Task<IncidentBoard> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await RowsAsync(new([IncidentState.Open, IncidentState.Acknowledged], null, Most), actor, cancellationToken);
        var resolved = await RowsAsync(new([IncidentState.Resolved], null, Most, now - Past), actor, cancellationToken);
        return new(
            [.. open.OrderByDescending(r => r.Incident.Severity).ThenByDescending(r => r.Incident.OpenedAt)],
            [.. resolved.OrderByDescending(r => r.Incident.ResolvedAt)], actor.Person, now);
    }

    private async Task<List<IncidentRow>> RowsAsync(IncidentQuery query, Actor actor, CancellationToken cancellationToken)
    {
        var rows = new List<IncidentRow>();
        foreach (var snapshot in await reader.ListAsync(query, actor, cancellationToken))
            rows.Add(IncidentRow.Of(snapshot, await firstAnswers.OfAsync(snapshot.Incident, cancellationToken), directory.Value));
        return rows;
    }
}
