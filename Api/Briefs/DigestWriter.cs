using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Briefs.Messages;
using Classifier.Api.Incidents;
using Classifier.History;
using Classifier.Incidents;

namespace Classifier.Api.Briefs;

/// <summary>Writes what stakeholders are told once or several times a day: what is open, how it stands, and what has ended. Nothing private is in it.</summary>
internal sealed class DigestWriter(IIncidentStore incidents, BriefWriter briefs, MessageTexts texts, CurrentDirectory directory)
{
    private const int MostListed = 30;
    private const int MostRead = 500;
    private static readonly TimeSpan LooksBack = TimeSpan.FromHours(24);

    /// <summary>The digest as of a time.</summary>
    public async Task<string> WriteAsync(DateTimeOffset at, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var open = await PublicAsync([IncidentState.Open, IncidentState.Acknowledged], null, cancellationToken);
        var ended = (await PublicAsync([IncidentState.Resolved], at - LooksBack, cancellationToken)).Where(i => !i.IsNoIncident).ToList();
        var language = texts.In(directory.Value.LanguageOf(null));
        var words = language.Words;
        var listed = new List<Dictionary<string, object?>>();
        foreach (var incident in open.OrderByDescending(i => i.Severity).ThenBy(i => i.OpenedAt).Take(MostListed))
        {
            listed.Add(new()
            {
                ["line"] = briefs.Line(incident, language),
                ["age"] = words.Of(Words.Span(at - incident.OpenedAt)),
                ["is_taken"] = incident.AcknowledgedAt is not null,
                ["status"] = await StatusAsync(incident, cancellationToken),
            });
        }
        return string.Join('\n', language.Lines(MessageNames.Digest, new Dictionary<string, object?>
        {
            ["at"] = TimeZoneInfo.ConvertTime(at, zone).ToString(words.Of(Vocabulary.DayAndTime), CultureOf(language.Name)),
            ["open"] = open.Count,
            ["incidents"] = listed,
            ["more"] = open.Count - listed.Count,
            ["ended"] = ended.Count,
            ["taken_after"] = Median(ended.Select(i => i.AcknowledgedAt - i.OpenedAt), words),
            ["ended_after"] = Median(ended.Select(i => i.ResolvedAt - i.OpenedAt), words),
        }));
    }

    private async Task<List<Incident>> PublicAsync(IReadOnlyList<IncidentState> states, DateTimeOffset? since, CancellationToken cancellationToken) =>
        [.. (await incidents.ListAsync(new(states, null, MostRead, since), cancellationToken)).Where(i => !i.IsPrivate)];

    private async Task<string?> StatusAsync(Incident incident, CancellationToken cancellationToken) =>
        (await incidents.TimelineAsync(incident.Number, cancellationToken)).LastOrDefault(e => e.What == TimelineWords.StatusSaid) is { } said ? AlertLimits.OneLine(said.Why) : null;

    private static CultureInfo CultureOf(string language) => language == MessageCatalog.English ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);

    /// <summary>Null where there is none.</summary>
    private static string? Median(IEnumerable<TimeSpan?> spans, Vocabulary words) =>
        SpanFigures.Of(spans.OfType<TimeSpan>()).MedianSeconds is { } median ? words.Of(Words.Span(TimeSpan.FromSeconds(median))) : null;
}
