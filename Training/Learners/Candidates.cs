using Classifier.Models;

namespace Classifier.Training.Learners;

/// <summary>A learner that may have a part in the blend.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Prior">Its part before anything is known; 0 for one that has to show first that it helps.</param>
internal sealed record Candidate(ILearner Learner, double Prior);

/// <summary>The learners to try for one target, and those that are left out with the reason.</summary>
internal sealed record Candidates(IReadOnlyList<Candidate> Tried, IReadOnlyList<LeftOutFacts> LeftOut)
{
    // ML.NET's learners hold several dense matrices of this size and pass over it for every row or class.
    private const long MlNetLimit = 10_000_000;

    // One hyperplane per class, each looking at all rows: beyond this the rows of a class are few and the time is days.
    private const int MostPlanes = 1000;

    /// <summary>Chooses by budget and size.</summary>
    /// <param name="budget">How much may be tried.</param>
    /// <param name="classes">Classes of the target.</param>
    /// <param name="features">Features of the space.</param>
    /// <param name="isOrdered">Whether rows have an order of time.</param>
    public static Candidates For(Budget budget, int classes, int features, bool isOrdered)
    {
        var (tried, leftOut) = (new List<Candidate>(), new List<LeftOutFacts>());
        foreach (var candidate in All)
        {
            if (ReasonAgainst(candidate, budget, classes, features, isOrdered) is { } reason)
                leftOut.Add(new(candidate.Learner.Name, reason));
            else
                tried.Add(candidate);
        }
        return new(tried, leftOut);
    }

    // The parts are those of a reference that did well on nine public sets; they matter where rows are few.
    private static IReadOnlyList<Candidate> All =>
    [
        new(new NaiveBayesSvm("svm_naive_bayes", Balance: 0.5, HalfLife: 0.5), 0.3),
        new(new NaiveBayesSvm("svm_naive_bayes_one_bag", Balance: 0.5, HalfLife: 0.5, BlockLook.OneBag), 0.2),
        new(new LinearSvm("svm_balanced", Balance: 1), 0.2),
        new(new LinearSvm("svm_one_bag", Balance: 0.5, Look: BlockLook.OneBag), 0.15),
        new(new LinearSvm("svm_recent", Balance: 0.5, HalfLife: 0.5), 0.15),
        new(new ComplementNaiveBayes(), 0.05),
        new(new AveragedPerceptron(), 0), new(new SdcaMaximumEntropy(), 0), new(new LbfgsMaximumEntropy(), 0),
    ];

    private static string? ReasonAgainst(Candidate candidate, Budget budget, int classes, int features, bool isOrdered)
    {
        if (candidate.Learner.NeedsOrder && !isOrdered)
            return "rows have no order of time";
        if (budget == Budget.Small && candidate.Learner is not (NaiveBayesSvm { Look: BlockLook.Fields } or LinearSvm { Balance: 1 } or ComplementNaiveBayes))
            return "budget small";
        if (classes > MostPlanes && budget != Budget.Large && candidate.Learner is not ComplementNaiveBayes)
            return $"{classes} classes are more than {MostPlanes}";
        if (candidate.Prior == 0 && budget != Budget.Large && (long)classes * features > MlNetLimit)
            return $"{classes} classes x {features} features are more than {MlNetLimit}";
        return null;
    }
}
