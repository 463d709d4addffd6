using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>Trains one target: chooses a learner, takes its figures, calibrates it and fits it on everything.</summary>
/// <param name="target">The rows.</param>
/// <param name="folds">Earlier folds, the last and all rows as numbers.</param>
/// <param name="options">How to train.</param>
/// <param name="progress">Told of every step.</param>
/// <param name="clock">For the seconds of each candidate.</param>
internal sealed class TargetTraining(TargetRows target, RunFolds folds, TrainingOptions options, IProgressLog progress, TimeProvider clock)
{
    private const int Confusions = 15;

    public TrainedTarget Run(CancellationToken cancellationToken)
    {
        var validation = folds.Earlier[^1];
        var candidates = Candidates.For(options.Budget, target.Classes.Count, validation.Space.Count, target.IsOrdered);
        var tried = candidates.Tried.Select(learner => Try(learner, validation, cancellationToken)).ToList();
        var best = Trial.Best(tried);
        FoldScores Score(FoldFeatures fold) => target.Score(best.Learner, fold, options.Seed, cancellationToken);
        progress.Step($"{target.Name}: figures of {best.Learner.Name}");
        IReadOnlyList<FoldScores> earlier = [.. folds.Earlier.SkipLast(1).Select(Score), best.Scores];
        var last = Score(folds.Last);
        var random = folds.Random is { } fold ? Score(fold) : null;
        progress.Step($"{target.Name}: fitting {best.Learner.Name} on all rows");
        var learned = target.Learn(best.Learner, folds.All.Fold.Fit, folds.All.Fit, options.Seed, cancellationToken)
            ?? throw new InvalidOperationException($"{target.Name} has fewer than two classes");
        var metrics = MetricsOf(earlier, last, random, tried);
        var (security, securityCard) = SecurityOf(earlier, last);
        return new(CardOf([.. earlier, last], best.Learner, tried, candidates), learned.Layer, metrics, security, securityCard);
    }

    private Trial Try(ILearner learner, FoldFeatures fold, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: trying {learner.Name} ({target.Classes.Count} classes, {fold.Space.Count} features)");
        var start = clock.GetTimestamp();
        var scores = target.Score(learner, fold, options.Seed, cancellationToken);
        var judgements = Judging.Of(scores, temperature: 1);
        var seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 2);
        return judgements.Count == 0
            ? new(learner, scores, new(learner.Name, 0, 0, seconds))
            : new(learner, scores, new(learner.Name, Metrics.Accuracy(judgements), Metrics.MacroF1(judgements), seconds));
    }

    /// <summary>Figures of the last fold with what was learned on the earlier ones alone.</summary>
    private TargetMetrics MetricsOf(IReadOnlyList<FoldScores> earlier, FoldScores last, FoldScores? random, IReadOnlyList<Trial> tried)
    {
        var temperature = Temperature.Fit(earlier);
        var thresholds = ThresholdsOf(earlier, temperature);
        var judgements = Judging.Of(last, temperature);
        if (judgements.Count == 0)
            throw new Import.InputException($"{target.Name}: the rows that were kept back, or those before them, are of too few classes to take figures");
        var (fit, evaluate) = (folds.Last.Fold.Fit, folds.Last.Fold.Evaluate);
        return new(
            Metrics.Of(judgements, thresholds),
            BaselineFigures.Of(target.ForBaseline(fit, folds.Last.Fit), target.ForBaseline(evaluate, folds.Last.Evaluate)),
            [.. tried.Select(t => CandidateMetrics.Of(t.Facts))],
            random is { Rows: > 0 } ? Metrics.Of(Judging.Of(random, temperature), thresholds) : null,
            ClassFigures.Of(judgements), Confusion.Largest(judgements, Confusions));
    }

    private TargetCard CardOf(IReadOnlyList<FoldScores> all, ILearner learner, IReadOnlyList<Trial> tried, Candidates candidates)
    {
        var temperature = Temperature.Fit(all);
        return new()
        {
            Name = target.Name,
            Classes = target.Classes,
            ClassRows = target.ClassRows,
            Learner = learner.Name,
            Temperature = temperature,
            Thresholds = ThresholdsOf(all, temperature),
            Candidates = [.. tried.Select(t => t.Facts)],
            LeftOut = candidates.LeftOut,
        };
    }

    private (SecurityFigures?, SecurityCard?) SecurityOf(IReadOnlyList<FoldScores> earlier, FoldScores last)
    {
        if (target.Name != TargetNames.IssueType || !target.Classes.Any(options.SecurityTypes.Contains))
            return (null, null);
        var temperature = Temperature.Fit(earlier);
        var threshold = SecurityThreshold.Find(earlier, temperature, options.SecurityTypes).Threshold;
        IReadOnlyList<FoldScores> all = [.. earlier, last];
        return (
            SecurityFigures.Of(SecurityThreshold.Sums(last, temperature, options.SecurityTypes), threshold),
            SecurityThreshold.Find(all, Temperature.Fit(all), options.SecurityTypes));
    }

    private static IReadOnlyList<AskedThreshold> ThresholdsOf(IReadOnlyList<FoldScores> parts, double temperature)
    {
        var judgements = parts.SelectMany(p => Judging.Of(p, temperature)).ToList();
        return [.. ThresholdSearch.Asked.Select(asked => ThresholdSearch.Find(judgements, asked))];
    }
}
