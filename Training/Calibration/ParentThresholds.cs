using Classifier.Decisions;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>
/// Finds what a parent's probability needs to be for a precision. Judged are only the rows on which the parent would be asked:
/// those whose own team did not reach that precision's threshold, which are harder than the rest.
/// </summary>
/// <param name="tree">Which team is part of which.</param>
/// <param name="scores">Scores of rows that the model had not seen.</param>
/// <param name="judged">The answers on the same rows, in the same order.</param>
internal sealed class ParentThresholds(TeamTree tree, BlendedFolds scores, IReadOnlyList<IReadOnlyList<Judgement>> judged)
{
    private const int FewestRows = 20;

    /// <summary>Members of every parent that could answer, and the thresholds of each precision.</summary>
    /// <param name="classes">The classes of the model that is served.</param>
    /// <param name="ofTeams">The thresholds of the teams themselves.</param>
    /// <param name="isOrdered">Whether each fold is newer than the one before.</param>
    /// <returns>Null where no class has a parent.</returns>
    public ParentFacts? Find(IReadOnlyList<string> classes, IReadOnlyList<AskedThreshold> ofTeams, bool isOrdered)
    {
        var members = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var parent in classes.Select(tree.ParentOf).OfType<string>().Distinct())
            members[parent] = [.. classes.Where(c => tree.IsWithin(c, parent)).Order(StringComparer.Ordinal)];
        return members.Count == 0 ? null : new(members, [.. ofTeams.Select(t => Of(t, isOrdered))]);
    }

    private AskedThreshold Of(AskedThreshold ofTeams, bool isOrdered)
    {
        List<IReadOnlyList<Judgement>> left = [.. scores.Folds.Select((fold, f) => LeftOver(fold, judged[f], ofTeams))];
        return left.Sum(f => f.Count) < FewestRows
            ? new(ofTeams.Asked, AskedThreshold.Never, new SortedDictionary<string, double>(StringComparer.Ordinal), ["*"])
            : ThresholdSearch.Find(left, ofTeams.Asked, isOrdered);
    }

    private List<Judgement> LeftOver(FoldScores fold, IReadOnlyList<Judgement> answers, AskedThreshold ofTeams)
    {
        var judgements = new List<Judgement>();
        for (var row = 0; row < fold.Rows; row++)
        {
            if (!answers[row].IsNew && answers[row].Trust < ofTeams.For(answers[row].Answer) && Leading(fold, row) is { } parent)
                judgements.Add(new(tree.IsWithin(fold.Truth[row], parent.Label) ? parent.Label : fold.Truth[row], parent.Label, parent.Probability, false, fold.TruthIndex(row) >= 0));
        }
        return judgements;
    }

    private ParentScore? Leading(FoldScores fold, int row) => tree.Leading([.. fold.Probabilities(row, scores.Temperature).Select((p, k) => new ClassScore(fold.Classes[k], p))]);
}
