using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Api.Logs;
using Classifier.Api.Scoring;
using Classifier.Incidents;
using Classifier.Logs;
using Classifier.Redaction;
using Classifier.Scoring;

namespace Classifier.Api.Lookups;

/// <summary>Answers <c>logs</c>: what a service logged, wherever it logs to.</summary>
internal sealed class LogLookup(IEnumerable<ILookup<LogLine>> sources, SideBySide asked, CurrentScorer scorer, CurrentDirectory directory, Redactor redactor, TimeProvider clock)
{
    /// <summary>How far a question looks back when it does not say.</summary>
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromMinutes(15);

    /// <summary>How many lines are read from one source.</summary>
    public const int MaxLines = 200;

    private const int Shown = 20;

    /// <summary>A service's lines up to now; without a name, those of the incident's service and place around its opening.</summary>
    /// <param name="service">A name, key or alias; null for the incident's.</param>
    /// <param name="span">How far back; of an incident, also how far on.</param>
    /// <param name="incident">Where it is asked; null outside.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>In words; null when nothing says which service.</returns>
    public async Task<string?> AnswerAsync(string? service, TimeSpan span, Incident? incident, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var scope = service is { Length: > 0 } || incident is null
            ? LookupScope.Of(directory.Value, service, null, now - span, now)
            : LookupScope.Of(directory.Value, incident.Location.Service, incident.Location, incident.OpenedAt - span, incident.OpenedAt + span);
        if (scope.Services.Count == 0)
            return null;
        var answers = await asked.AskAsync(sources, scope, cancellationToken);
        var lines = answers.SelectMany(a => Clean(a.Found?.Items ?? [])).DistinctBy(l => (l.At.ToUnixTimeMilliseconds(), l.Text)).ToList();      // what two sources have once
        var alike = UnusualFirst.Of(lines, (scorer.Value as IKnowsTemplates)?.Templates);
        var shown = alike is [{ Seen: null }, ..] ? alike.TakeLast(Shown).ToList() : alike.Take(Shown).ToList();
        List<string> parts = [LogText.Of(shown)];
        if (alike.Count > shown.Count || answers.Any(a => a.Found?.IsMore == true))
            parts.Add($"There is more: {alike.Sum(a => a.Count)}{(answers.Any(a => a.Found?.IsMore == true) ? " or more" : "")} lines in all.");
        parts.AddRange(answers.Select(a => a.Problem).OfType<string>());
        parts.AddRange(answers.Where(a => a.Found is not null).Select(a => a.Source.LinkTo(scope) is { } link ? $"All of {a.Source.Name}: {link}" : null).OfType<string>());
        return string.Join('\n', parts);
    }

    /// <summary>One source's lines without secrets, in one line each; oldest first, since a key may go over several.</summary>
    private IEnumerable<LogLine> Clean(IReadOnlyList<LogLine> found)
    {
        var lines = found.OrderBy(l => l.At).ToList();
        var texts = redactor.RedactEach([.. lines.Select(l => AlertLimits.OneLine(AlertLimits.Keep(l.Text, AlertLimits.LogLine)).Trim())]);
        return lines.Zip(texts, (line, text) => line with { Text = text, Host = redactor.Redact(AlertLimits.OneLine(line.Host)) }).Where(l => l.Text.Length > 0);
    }
}
