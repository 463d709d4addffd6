using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Logs;
using Classifier.Scoring;

namespace Classifier.Api.Logs;

/// <summary>What services logged, for people who ask and for alerts that bring no logs of their own.</summary>
internal sealed class LogDesk(ILogStore store, CurrentDirectory directory, TimeProvider clock)
{
    /// <summary>How far a question looks back when it does not say.</summary>
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromMinutes(15);

    private const int Shown = 20;
    private static readonly TimeSpan Evidence = TimeSpan.FromMinutes(5);
    private static readonly LocationReader Labels = new(null);

    /// <summary>The last lines of a service up to now; without a name, those of the incident's service around its opening.</summary>
    /// <param name="service">A name, key or alias; null for the incident's.</param>
    /// <param name="span">How far back; of an incident, also how far on.</param>
    /// <param name="incident">Where it is asked; null outside.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Oldest first; null when nothing says which service.</returns>
    public async Task<IReadOnlyList<LogLine>?> LastAsync(string? service, TimeSpan span, Incident? incident, CancellationToken cancellationToken)
    {
        if (service is { Length: > 0 })
            return await LinesAsync(service, clock.GetUtcNow() - span, clock.GetUtcNow(), Shown, cancellationToken);
        return incident?.Location.Service is { Length: > 0 } own
            ? await LinesAsync(own, incident.OpenedAt - span, incident.OpenedAt + span, Shown, cancellationToken)
            : null;
    }

    /// <summary>A service's last lines.</summary>
    /// <param name="service">A name, or a key or alias of the directory, in any case: all of these count.</param>
    /// <param name="since">First instant.</param>
    /// <param name="until">Last instant.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Oldest first.</returns>
    public Task<IReadOnlyList<LogLine>> LinesAsync(string service, DateTimeOffset since, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var known = directory.Value.Service(service);
        IEnumerable<string> names = known is null ? [service] : [service, known.Key, .. known.Aliases];
        return store.LastAsync(new([.. names.Select(n => n.ToLowerInvariant()).Distinct()], since, until, limit), cancellationToken);
    }

    /// <summary>
    /// The alert with what its service logged in the five minutes before it, where it fires, names a service and brings no
    /// lines itself; else the alert as it is.
    /// </summary>
    public async Task<Alert> WithLogsAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (alert.Status != AlertStatus.Firing || alert.Logs.Count > 0 || Labels.Read(alert).Service is not { } service)
            return alert;
        var lines = await LinesAsync(service, alert.OccurredAt - Evidence, alert.OccurredAt, AlertLimits.LogLines, cancellationToken);
        return lines.Count == 0 ? alert : alert with { Logs = [.. lines.Select(l => l.Text)] };
    }
}
