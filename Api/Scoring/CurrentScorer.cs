using Classifier.Scoring;

namespace Classifier.Api.Scoring;

/// <summary>The scorer that answers now: the champion's, or without one a scorer that only reads what the alert states.</summary>
internal sealed class CurrentScorer(IAlertScorer withoutModel)
{
    private Held _held = new(withoutModel, null);

    private sealed record Held(IAlertScorer Scorer, string? Version);

    public IAlertScorer Value => Volatile.Read(ref _held).Scorer;

    /// <summary>Version of the champion that answers; null without one.</summary>
    public string? Version => Volatile.Read(ref _held).Version;

    /// <summary>Whether a champion is loaded.</summary>
    public bool HasModel => Version is not null;

    /// <summary>Swaps the scorer; calls that are under way finish on the old one.</summary>
    public void Replace(IAlertScorer scorer, string version) => Volatile.Write(ref _held, new(scorer, version));
}
