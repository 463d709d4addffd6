using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Logs;
using Classifier.Scoring;

namespace Classifier.Api.Logs;

/// <summary>What services logged, for alerts that bring no logs of their own.</summary>
internal sealed class LogDesk(ILogStore store, CurrentDirectory directory)
{
    private static readonly TimeSpan Evidence = TimeSpan.FromMinutes(5);
    private static readonly LocationReader Labels = new(null);

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
