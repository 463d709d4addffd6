using Classifier.Models;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>One candidate, fitted and scored on the validation fold.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Scores">What it said of the validation rows.</param>
/// <param name="Facts">How well it did.</param>
internal sealed record Trial(Candidate Candidate, FoldScores Scores, CandidateFacts Facts)
{
    private const double LeastShare = 0.05;

    // Who has nothing at first has to show more: every member is fitted on every fold.
    private const double LeastShareOfNewcomer = 0.25;

    public static Trial Of(Candidate candidate, FoldScores scores, double seconds)
    {
        var judgements = Judging.Of(scores, temperature: 1);
        var (accuracy, macroF1) = judgements.Count == 0 ? (0, 0) : (Metrics.Accuracy(judgements), Metrics.MacroF1(judgements));
        return new(candidate, scores, new(candidate.Learner.Name, accuracy, macroF1, seconds));
    }

    /// <summary>The candidates that have a part in the blend which does best on the validation rows.</summary>
    /// <param name="trials">At least one, all on the same rows.</param>
    public static IReadOnlyList<Trial> Chosen(IReadOnlyList<Trial> trials)
    {
        var blend = BlendOf(trials, [[.. trials.Select(t => t.Scores)]]);
        var chosen = trials.Where((t, m) => blend.Members[m].Share >= (t.Candidate.Prior > 0 ? LeastShare : LeastShareOfNewcomer)).ToList();
        return chosen.Count > 0 ? chosen : [trials[0]];
    }

    /// <summary>The blend of candidates on folds.</summary>
    public static Blend BlendOf(IReadOnlyList<Trial> trials, IReadOnlyList<IReadOnlyList<FoldScores>> parts)
    {
        double[] prior = [.. trials.Select(t => t.Candidate.Prior)];
        return Blend.Fit([.. trials.Select(t => t.Candidate.Learner.Name)], prior.Sum() > 0 ? prior : [.. trials.Select(_ => 1.0)], parts);
    }
}
