using Classifier.Alerts;
using Classifier.Redaction;

namespace Classifier.Api.Intake;

/// <summary>Brings what was sent into the limits of an alert, without secrets; what is cut is named in <see cref="Alert.Cut"/>.</summary>
internal static class CanonicalAlert
{
    /// <summary>Makes the alert of a request whose values keep the rules, or of a webhook whose surplus is to be cut.</summary>
    public static Alert From(AlertRequest request, Redactor redactor, DateTimeOffset receivedAt, string? instance = null)
    {
        var cut = new List<string>();
        // Redacted before it is cut: half a token is not recognised.
        string Keep(string? given, int limit, string member) => Cut(redactor.Redact(given ?? ""), limit, member);
        string Cut(string text, int limit, string member)
        {
            if (text.Length > limit && !cut.Contains(member))
                cut.Add(member);
            return AlertLimits.Keep(text, limit);
        }

        var source = string.IsNullOrWhiteSpace(request.Source) ? "api" : redactor.Redact(AlertLimits.OneLine(request.Source.Trim()));
        var title = AlertLimits.OneLine(Keep(request.Title?.Trim(), AlertLimits.Title, "title"));
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Labels ?? [])
        {
            if (labels.Count < AlertLimits.Labels)
                labels[Keep(name, AlertLimits.LabelName, "labels")] = Cut(redactor.RedactLabel(name, value ?? ""), AlertLimits.LabelValue, "labels");
            else if (!cut.Contains("labels"))
                cut.Add("labels");
        }
        var logs = redactor.RedactLines(request.Logs ?? []).TakeLast(AlertLimits.LogLines).Select(line => Cut(line, AlertLimits.LogLine, "logs")).ToList();
        if (request.Logs?.Count > AlertLimits.LogLines && !cut.Contains("logs"))
            cut.Add("logs");
        return new()
        {
            Title = title,
            Description = Keep(request.Description, AlertLimits.Description, "description"),
            Source = source,
            Severity = SeverityWords.Parse(request.Severity),
            Labels = labels,
            Logs = logs,
            OccurredAt = request.OccurredAt ?? receivedAt,
            Status = request.Status == "resolved" ? AlertStatus.Resolved : AlertStatus.Firing,
            DedupKey = string.IsNullOrEmpty(request.DedupKey) ? Fingerprint.Of(source, title, labels) : AlertLimits.Keep(redactor.Redact(request.DedupKey), AlertLimits.DedupKey),
            Instance = instance,
            Reporter = string.IsNullOrWhiteSpace(request.Reporter) ? null : redactor.RedactReporter(AlertLimits.OneLine(request.Reporter)),
            Cut = cut,
        };
    }
}
