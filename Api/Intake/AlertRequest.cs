using Classifier.Alerts;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Redaction;

namespace Classifier.Api.Intake;

/// <summary>An alert as bots send it; only <c>title</c> is required.</summary>
public record AlertRequest : RequestBody
{
    /// <summary>One line; more than 512 characters are cut and marked.</summary>
    public string? Title { get; init; }

    /// <summary>Free text; more than 16 KiB are cut and marked.</summary>
    public string? Description { get; init; }

    /// <summary>Who sends it; default <c>api</c>.</summary>
    public string? Source { get; init; }

    /// <summary><c>critical</c>, <c>high</c>, <c>medium</c>, <c>low</c>, <c>info</c>, or a word that maps to one of them.</summary>
    public string? Severity { get; init; }

    /// <summary>At most 64 pairs of 128 and 2,048 characters.</summary>
    public Dictionary<string, string>? Labels { get; init; }

    /// <summary>Log lines, oldest first.</summary>
    public IReadOnlyList<string>? Logs { get; init; }

    /// <summary>When the condition began or ended; default now, at most 24 h ahead.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary><c>firing</c> (default) or <c>resolved</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What makes alerts share one incident; default the fingerprint of source, title and identifying labels.</summary>
    public string? DedupKey { get; init; }

    /// <summary>Who reported it, where a person did.</summary>
    public string? Reporter { get; init; }

    /// <summary>The canonical alert.</summary>
    /// <param name="redactor">Takes secrets out.</param>
    /// <param name="receivedAt">Stands in for a missing time.</param>
    /// <param name="under">Pointer of the request within the body, e.g. <c>/3</c>.</param>
    /// <exception cref="ApiProblemException">422, with each member that breaks a rule.</exception>
    internal Alert ToAlert(Redactor redactor, DateTimeOffset receivedAt, string under = "")
    {
        var errors = new List<MemberError>();
        void Check(bool holds, string member, string detail)
        {
            if (!holds)
                errors.Add(new($"{under}/{member}", detail));
        }

        Check(!string.IsNullOrWhiteSpace(Title), "title", "is required");
        Check(Source is not { Length: > 64 }, "source", "has at most 64 characters");
        Check(Severity is null || SeverityWords.Parse(Severity) is not null, "severity", "is one of critical, high, medium, low, info");
        Check(Status is null or "firing" or "resolved", "status", "is firing or resolved");
        Check(DedupKey is not { Length: > AlertLimits.DedupKey }, "dedup_key", $"has at most {AlertLimits.DedupKey} characters");
        Check(Reporter is not { Length: > 128 }, "reporter", "has at most 128 characters");
        Check(OccurredAt is not { } at || at <= receivedAt.AddHours(24), "occurred_at", "is more than 24 hours ahead");
        Check(Labels is not { Count: > AlertLimits.Labels }, "labels", $"has at most {AlertLimits.Labels} members");
        foreach (var (name, value) in Labels ?? [])
        {
            var pointer = $"labels/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            Check(name.Length is > 0 and <= AlertLimits.LabelName, pointer, $"a name has 1 to {AlertLimits.LabelName} characters");
            Check(value is null || value.Length <= AlertLimits.LabelValue, pointer, $"a value has at most {AlertLimits.LabelValue} characters");
        }
        if (errors.Count > 0)
            throw new ApiProblemException(ProblemTypes.Invalid, $"{errors[0].Member} {errors[0].Detail}.", errors);
        return CanonicalAlert.From(this, redactor, receivedAt);
    }
}

/// <summary>A request to score an alert.</summary>
public sealed record ScoreRequest : AlertRequest
{
    /// <summary>What is computed beyond the decision: <c>explanation</c> (default), <c>similar</c>.</summary>
    public IReadOnlyList<string>? Include { get; init; }
}
