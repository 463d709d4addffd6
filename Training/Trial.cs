using Classifier.Models;
using Classifier.Training.Calibration;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>One candidate, fitted and scored on the validation fold.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Scores">What it said of the validation rows.</param>
/// <param name="Facts">How well it did.</param>
internal sealed record Trial(Candidate Candidate, FoldScores Scores, CandidateFacts Facts)
{
    private const double LeastShare = 0.05;

    /// <summary>The candidates that have a part in the blend which does best on the validation rows.</summary>
    /// <param name="trials">At least one, all on the same rows.</param>
    public static IReadOnlyList<Candidate> Chosen(IReadOnlyList<Trial> trials)
    {
        var blend = BlendOf([.. trials.Select(t => t.Candidate)], [[.. trials.Select(t => t.Scores)]]);
        var chosen = trials.Where((_, m) => blend.Members[m].Share >= LeastShare).Select(t => t.Candidate).ToList();
        return chosen.Count > 0 ? chosen : [trials[0].Candidate];
    }

    /// <summary>The blend of candidates on folds.</summary>
    public static Blend BlendOf(IReadOnlyList<Candidate> candidates, IReadOnlyList<IReadOnlyList<FoldScores>> parts)
    {
        double[] prior = [.. candidates.Select(c => c.Prior)];
        return Blend.Fit([.. candidates.Select(c => c.Learner.Name)], prior.Sum() > 0 ? prior : [.. candidates.Select(_ => 1.0)], parts);
    }
}
