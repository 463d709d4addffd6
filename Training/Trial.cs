using Classifier.Models;
using Classifier.Training.Calibration;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>One candidate, fitted and scored on the validation fold.</summary>
/// <param name="Learner">The candidate.</param>
/// <param name="Scores">What it said of the validation rows.</param>
/// <param name="Facts">How well it did.</param>
internal sealed record Trial(ILearner Learner, FoldScores Scores, CandidateFacts Facts)
{
    /// <summary>Right answers count, and so do small classes.</summary>
    public double Merit => (Facts.Accuracy + Facts.MacroF1) / 2;

    /// <summary>
    /// The first candidate, which does well nearly everywhere, unless another is better by more than chance: two
    /// standard errors of the difference on the rows that one of both has right and the other wrong.
    /// </summary>
    /// <param name="trials">At least one, all on the same rows.</param>
    public static Trial Best(IReadOnlyList<Trial> trials) =>
        trials.Skip(1).Where(t => t.Merit - trials[0].Merit > 2 * trials[0].ErrorAgainst(t)).MaxBy(t => t.Merit) ?? trials[0];

    private double ErrorAgainst(Trial other)
    {
        var differ = Enumerable.Range(0, Scores.Rows).Count(i => Scores.IsRight(i) != other.Scores.IsRight(i));
        return Scores.Rows == 0 ? 1 : Math.Sqrt(differ) / Scores.Rows;
    }
}
