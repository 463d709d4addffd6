using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>What the company asks of answers before they count: precisions, or costs from which trust follows.</summary>
/// <param name="ActPrecision">How many of the answers that are acted on must be right, in (0, 1).</param>
/// <param name="SuggestPrecision">How many of the answers that are at least suggested must be right, in (0, 1).</param>
/// <param name="Costs">What outcomes cost; where given, the precisions do not count.</param>
public sealed record AskedOfAnswers(double ActPrecision, double SuggestPrecision, DecisionCosts? Costs = null)
{
    private const double Never = 2;

    /// <summary>Precision .90 to act and .60 to suggest.</summary>
    public static AskedOfAnswers Default { get; } = new(TrustThresholds.Default.Act, TrustThresholds.Default.Suggest);

    /// <summary>The precisions that training has to find thresholds for; with costs, the trust that acting and suggesting need, for parents.</summary>
    public IEnumerable<double> Precisions => Costs?.Thresholds() is { } needed ? [needed.Act, needed.Suggest] : [ActPrecision, SuggestPrecision];

    /// <summary>The thresholds of a ranking's top class.</summary>
    public TrustThresholds Of(Ranking ranking) => this switch
    {
        { Costs: { } costs } => costs.Thresholds(),
        _ when ranking is { Learned: { } learned, Top: { } top } => Ordered(learned.Of(ActPrecision, top), learned.Of(SuggestPrecision, top)),
        _ when this == Default => ranking.Thresholds,
        _ => Ordered(ActPrecision, SuggestPrecision),
    };

    /// <summary>
    /// The probabilities that a parent needs. Where training judged no such parent it never acts, and suggests from where
    /// its probability alone promises what acting asks for.
    /// </summary>
    /// <param name="learned">Null where nothing was learned.</param>
    /// <param name="parent">The parent.</param>
    public TrustThresholds Of(LearnedThresholds? learned, ParentScore parent)
    {
        var needed = Costs?.Thresholds() ?? new(ActPrecision, SuggestPrecision);
        IReadOnlyList<string> members = [.. parent.Members.Select(m => m.Label)];
        if (learned?.OfParent(needed.Act, parent.Label, members) is not { } act || learned.OfParent(needed.Suggest, parent.Label, members) is not { } suggest)
            return new(Never, needed.Act);
        // Costs ask each answer by itself, precisions all of them together.
        return Costs is null ? Ordered(act, suggest) : Ordered(Math.Max(act, needed.Act), Math.Max(suggest, needed.Suggest));
    }

    private static TrustThresholds Ordered(double act, double suggest) => new(act, Math.Min(act, suggest));
}
