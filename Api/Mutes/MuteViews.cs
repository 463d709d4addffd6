using Classifier.Alerts;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Decisions;

namespace Classifier.Api.Mutes;

/// <summary>Which alerts: of each list one entry must fit, of labels all; <c>*</c> stands for anything.</summary>
public sealed record MuteCondition(
    IReadOnlyDictionary<string, string>? Labels, IReadOnlyList<string>? Text, IReadOnlyList<string>? Sources, IReadOnlyList<string>? Severities, IReadOnlyList<string>? Teams, IReadOnlyList<string>? IssueTypes)
{
    internal RuleCondition ToCondition() => new()
    {
        Labels = Labels ?? new Dictionary<string, string>(),
        Text = Text ?? [],
        Sources = Sources ?? [],
        Severities = [.. (Severities ?? []).Select(word => SeverityWords.Parse(word)
            ?? throw new ApiProblemException(ProblemTypes.Invalid, $"'{word}' is no severity.", [new("/if/severities", "is one of critical, high, medium, low, info")]))],
        Teams = Teams ?? [],
        IssueTypes = IssueTypes ?? [],
    };

    internal static MuteCondition Of(RuleCondition c) => new(c.Labels, c.Text, c.Sources, [.. c.Severities.Select(s => s.Word())], c.Teams, c.IssueTypes);
}

/// <summary>Nobody is to be told of some alerts for a while.</summary>
/// <param name="If">Which alerts.</param>
/// <param name="From">From when; now when it is missing.</param>
/// <param name="For">For how long, e.g. <c>2h</c>; or <paramref name="Until"/>.</param>
/// <param name="Until">Until when, at most 90 days on; or <paramref name="For"/>.</param>
/// <param name="Because">Why; may be missing.</param>
public sealed record MuteRequest(MuteCondition? If, DateTimeOffset? From, string? For, DateTimeOffset? Until, string? Because) : RequestBody;

/// <summary>A mute, or planned maintenance of the directory, which has <c>by</c> "directory" and goes by its name.</summary>
public sealed record MuteView(string Id, MuteCondition If, string Because, string By, DateTimeOffset From, DateTimeOffset Until)
{
    internal static MuteView Of(Mute mute) => new(mute.Id, MuteCondition.Of(mute.If), mute.Because, mute.By, mute.From, mute.Until);
}
