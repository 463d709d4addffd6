using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Lookups;

/// <summary>Answers what fires elsewhere for an incident's service and place.</summary>
internal sealed class AlertLookup(IEnumerable<ILookup<FoundAlert>> sources, SideBySide asked, CurrentDirectory directory, Redactor redactor, TimeProvider clock)
{
    private const int Shown = 10;
    private const int Longest = 240;
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    /// <summary>What fired from a quarter of an hour before the incident opened up to now, as lines for people; empty where nobody is configured.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(Incident incident, CancellationToken cancellationToken)
    {
        var scope = LookupScope.Of(directory.Value, incident.Location.Service, incident.Location, incident.OpenedAt - Before, clock.GetUtcNow());
        return [.. (await asked.AskAsync(sources, scope, cancellationToken)).SelectMany(answer => Lines(answer, scope))];
    }

    private IEnumerable<string> Lines(LookupAnswer<FoundAlert> answer, LookupScope scope)
    {
        if (answer.Found is not { Items: var alerts })
        {
            yield return answer.Problem!;
            yield break;
        }
        yield return alerts.Count == 0 ? $"Nothing fires at {answer.Source.Name}." : $"At {answer.Source.Name}:";
        foreach (var alert in alerts.OrderBy(a => a.EndedAt is not null).ThenByDescending(a => a.Since).Take(Shown))
            yield return Line(alert);
        if (alerts.Count > Shown)
            yield return $"… and {alerts.Count - Shown} more";
        if (answer.Source.LinkTo(scope) is { } link)
            yield return $"All of {answer.Source.Name}: {link}";
    }

    private string Line(FoundAlert alert)
    {
        string?[] parts =
        [
            alert.Since.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            alert.EndedAt is { } ended ? string.Create(CultureInfo.InvariantCulture, $"to {ended.UtcDateTime:HH:mm:ss}") : "fires",
            alert.Severity is null ? alert.Name : $"{alert.Name} ({alert.Severity})", alert.On is null ? null : $"on {alert.On}", alert.Summary is null ? null : $"– {alert.Summary}",
        ];
        var line = redactor.Redact(AlertLimits.OneLine(string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)))));
        return line.Length > Longest ? AlertLimits.Keep(line, Longest) + "…" : line;
    }
}
