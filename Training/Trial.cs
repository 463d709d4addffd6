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

    /// <summary>
    /// The candidates that have a part in the blend which does best on the validation rows. Newcomers are taken in where the
    /// blend with them is right more often by more than chance, and no worse over all classes alike: by log-loss alone, what
    /// is strong on large classes drowns the small ones.
    /// </summary>
    /// <param name="trials">At least one, all on the same rows.</param>
    public static IReadOnlyList<Trial> Chosen(IReadOnlyList<Trial> trials)
    {
        var settled = trials.Where(t => t.Candidate.Prior > 0).ToList();
        if (settled.Count == 0 || settled.Count == trials.Count)
            return Partners(trials);
        var (without, with) = (Partners(settled), Partners(trials));
        return Gains(Answers(without), Answers(with)) ? with : without;
    }

    /// <summary>The blend of candidates on folds.</summary>
    public static Blend BlendOf(IReadOnlyList<Trial> trials, IReadOnlyList<IReadOnlyList<FoldScores>> parts)
    {
        double[] prior = [.. trials.Select(t => t.Candidate.Prior)];
        return Blend.Fit([.. trials.Select(t => t.Candidate.Learner.Name)], prior.Sum() > 0 ? prior : [.. trials.Select(_ => 1.0)], parts);
    }

    private static List<Trial> Partners(IReadOnlyList<Trial> trials)
    {
        var blend = BlendOf(trials, [[.. trials.Select(t => t.Scores)]]);
        var partners = trials.Where((t, m) => blend.Members[m].Share >= (t.Candidate.Prior > 0 ? LeastShare : LeastShareOfNewcomer)).ToList();
        return partners.Count > 0 ? partners : [trials[0]];
    }

    private static IReadOnlyList<Judgement> Answers(List<Trial> partners)
    {
        IReadOnlyList<FoldScores> scores = [.. partners.Select(t => t.Scores)];
        return Judging.Of(BlendOf(partners, [scores]).Apply(scores), temperature: 1);
    }

    /// <summary>Whether what changes from wrong to right outweighs the reverse by one standard error, and macro-F1 does not fall.</summary>
    private static bool Gains(IReadOnlyList<Judgement> before, IReadOnlyList<Judgement> after)
    {
        var (gained, lost) = (0, 0);
        for (var i = 0; i < before.Count; i++)
        {
            gained += !before[i].IsRight && after[i].IsRight ? 1 : 0;
            lost += before[i].IsRight && !after[i].IsRight ? 1 : 0;
        }
        return gained - lost > Math.Sqrt(gained + lost) && Metrics.MacroF1(after) >= Metrics.MacroF1(before);
    }
}
