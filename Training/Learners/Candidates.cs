using Classifier.Models;

namespace Classifier.Training.Learners;

/// <summary>The learners to try for one target, and those that are left out with the reason.</summary>
internal sealed record Candidates(IReadOnlyList<ILearner> Tried, IReadOnlyList<LeftOutFacts> LeftOut)
{
    // ML.NET's learners hold several dense matrices of this size and pass over it for every row or class.
    private const long MlNetLimit = 10_000_000;

    /// <summary>Chooses by budget and size.</summary>
    /// <param name="budget">How much may be tried.</param>
    /// <param name="classes">Classes of the target.</param>
    /// <param name="features">Features of the space.</param>
    /// <param name="isOrdered">Whether rows have an order of time.</param>
    public static Candidates For(Budget budget, int classes, int features, bool isOrdered)
    {
        var (tried, leftOut) = (new List<ILearner>(), new List<LeftOutFacts>());
        foreach (var learner in All)
        {
            if (ReasonAgainst(learner, budget, classes, features, isOrdered) is { } reason)
                leftOut.Add(new(learner.Name, reason));
            else
                tried.Add(learner);
        }
        return new(tried, leftOut);
    }

    private static IReadOnlyList<ILearner> All =>
    [
        new LinearSvm("svm", Balance: 0.5, PrefersNew: false),
        new LinearSvm("svm_balanced", Balance: 1, PrefersNew: false),
        new LinearSvm("svm_recent", Balance: 0.5, PrefersNew: true),
        new AveragedPerceptron(), new SdcaMaximumEntropy(), new LbfgsMaximumEntropy(),
    ];

    private static string? ReasonAgainst(ILearner learner, Budget budget, int classes, int features, bool isOrdered)
    {
        if (learner is LinearSvm { PrefersNew: true } && !isOrdered)
            return "rows have no order of time";
        if (budget == Budget.Small && learner is not (LinearSvm { Balance: < 1, PrefersNew: false } or AveragedPerceptron))
            return "budget small";
        if (learner is not LinearSvm && budget != Budget.Large && (long)classes * features > MlNetLimit)
            return $"{classes} classes x {features} features are more than {MlNetLimit}";
        return null;
    }
}
