using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>Trains one target: chooses and blends learners, takes their figures, calibrates them and fits them on everything.</summary>
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
        var candidates = Candidates.For(options.Budget, target.Classes.Count, validation.Space.Count, folds.IsOrdered);
        var tried = candidates.Tried.Select(candidate => Try(candidate, validation, cancellationToken)).ToList();
        var chosen = Trial.Chosen(tried);
        IReadOnlyList<FoldScores> ScoreAll(FoldFeatures fold) => [.. chosen.Select(c => Score(c.Learner, fold, cancellationToken))];
        IReadOnlyList<IReadOnlyList<FoldScores>> earlierParts = [.. folds.Earlier.SkipLast(1).Select(ScoreAll), [.. chosen.Select(c => tried.First(t => t.Candidate == c).Scores)]];
        var lastParts = ScoreAll(folds.Last);
        var blend = Trial.BlendOf(chosen, earlierParts);
        var metrics = MetricsOf([.. earlierParts.Select(blend.Apply)], blend.Apply(lastParts), tried);
        IReadOnlyList<IReadOnlyList<FoldScores>> allParts = [.. earlierParts, lastParts];
        var final = Trial.BlendOf(chosen, allParts);
        IReadOnlyList<FoldScores> all = [.. allParts.Select(final.Apply)];
        var layer = new LayerFolding(target.Classes.Count, folds.All.Space.Count);
        for (var m = 0; m < chosen.Count; m++)
            layer.Add(Learn(chosen[m].Learner, cancellationToken), final.Members[m].Factor);
        var (security, securityCard) = SecurityOf([.. earlierParts.Select(blend.Apply)], blend.Apply(lastParts), all);
        var folded = layer.Fold();
        return new(CardOf(all, folded, final, tried, candidates), folded, metrics, security, securityCard);
    }

    private FoldScores Score(ILearner learner, FoldFeatures fold, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: {learner.Name} on {fold.Fold.Fit.Length} rows");
        return target.Score(learner, fold, options.Seed, cancellationToken);
    }

    private ILayer Learn(ILearner learner, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: fitting {learner.Name} on all rows");
        return target.Learn(learner, folds.All, options.Seed, cancellationToken)?.Layer
            ?? throw new InvalidOperationException($"{target.Name} has fewer than two classes");
    }

    private Trial Try(Candidate candidate, FoldFeatures fold, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: trying {candidate.Learner.Name} ({target.Classes.Count} classes, {fold.Space.Count} features)");
        var start = clock.GetTimestamp();
        var scores = target.Score(candidate.Learner, fold, options.Seed, cancellationToken);
        var judgements = Judging.Of(scores, temperature: 1);
        var seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 2);
        var (accuracy, macroF1) = judgements.Count == 0 ? (0, 0) : (Metrics.Accuracy(judgements), Metrics.MacroF1(judgements));
        return new(candidate, scores, new(candidate.Learner.Name, accuracy, macroF1, seconds));
    }

    /// <summary>Figures of the last fold with what was learned on the earlier ones alone.</summary>
    private TargetMetrics MetricsOf(IReadOnlyList<FoldScores> earlier, FoldScores last, IReadOnlyList<Trial> tried)
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
            null,
            ClassFigures.Of(judgements), Confusion.Largest(judgements, Confusions));
    }

    private TargetCard CardOf(IReadOnlyList<FoldScores> all, BlendedLayer layer, Blend blend, IReadOnlyList<Trial> tried, Candidates candidates)
    {
        var temperature = Temperature.Fit(all);
        return new()
        {
            Name = target.Name,
            Classes = target.Classes,
            ClassRows = target.ClassRows,
            Learner = string.Join(" + ", blend.Members.OrderByDescending(m => m.Share).Select(m => FormattableString.Invariant($"{m.Share:0.00} {m.Name}"))),
            Normalised = layer.Normalised,
            Temperature = temperature,
            Thresholds = ThresholdsOf(all, temperature),
            Candidates = [.. tried.Select(t => t.Facts)],
            LeftOut = candidates.LeftOut,
        };
    }

    private (SecurityFigures?, SecurityCard?) SecurityOf(IReadOnlyList<FoldScores> earlier, FoldScores last, IReadOnlyList<FoldScores> all)
    {
        if (target.Name != TargetNames.IssueType || !target.Classes.Any(options.SecurityTypes.Contains))
            return (null, null);
        var temperature = Temperature.Fit(earlier);
        var threshold = SecurityThreshold.Find(earlier, temperature, options.SecurityTypes).Threshold;
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
