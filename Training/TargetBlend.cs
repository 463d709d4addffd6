using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>What blending learners for one target brought.</summary>
/// <param name="Target">The rows.</param>
/// <param name="Tried">How each candidate did on the validation rows.</param>
/// <param name="LeftOut">What was not tried.</param>
/// <param name="Validated">Scores of folds without the last word on anything: for the figures of the last fold.</param>
/// <param name="Final">Scores of the calibration folds and the last by the blend that was learned on them: for serving.</param>
/// <param name="Blend">That blend.</param>
/// <param name="Layer">Its weights, fitted on all rows.</param>
/// <param name="Novelty">What tells classes that history does not have.</param>
internal sealed record TargetBlend(
    TargetRows Target, IReadOnlyList<CandidateFacts> Tried, IReadOnlyList<LeftOutFacts> LeftOut, BlendedFolds Validated, BlendedFolds Final, Blend Blend, BlendedLayer Layer, LearnedNovelty Novelty);

/// <summary>Blended scores of folds.</summary>
/// <param name="Folds">In order; the last fold last.</param>
/// <param name="Temperature">What scores are divided by before softmax.</param>
internal sealed record BlendedFolds(IReadOnlyList<FoldScores> Folds, double Temperature);

/// <summary>Blends learners for one target.</summary>
/// <param name="target">The rows.</param>
/// <param name="folds">Earlier folds, the last and all rows as numbers.</param>
/// <param name="options">How to train.</param>
/// <param name="progress">Told of every step.</param>
/// <param name="clock">For the seconds of each candidate.</param>
internal sealed class BlendTraining(TargetRows target, RunFolds folds, TrainingOptions options, IProgressLog progress, TimeProvider clock)
{
    public TargetBlend Run(CancellationToken cancellationToken)
    {
        var validation = folds.Earlier[^1];
        var candidates = Candidates.For(options.Budget, target.Classes.Count, validation.Space.Count, folds.IsOrdered);
        var tried = candidates.Tried.Select(candidate => Try(candidate, validation, cancellationToken)).ToList();
        var chosen = Trial.Chosen(tried);
        IReadOnlyList<FoldScores> ScoreAll(FoldFeatures fold) => [.. chosen.Select(t => Score(t.Candidate.Learner, fold, cancellationToken))];
        IReadOnlyList<IReadOnlyList<FoldScores>> earlier = [.. folds.Earlier.SkipLast(1).Select(ScoreAll), [.. chosen.Select(t => t.Scores)]];
        var last = ScoreAll(folds.Last);
        IReadOnlyList<IReadOnlyList<FoldScores>> all = [.. folds.IsOrdered ? earlier : folds.Calibration.Select(ScoreAll), last];
        progress.Step($"{target.Name}: holding classes back");
        var novelty = new NoveltyTraining(target, folds, options.Seed).Run(chosen.MaxBy(t => t.Facts.Accuracy)!.Candidate.Learner, cancellationToken);
        var (validated, final) = (Trial.BlendOf(chosen, earlier), Trial.BlendOf(chosen, all));
        return new(
            target, [.. tried.Select(t => t.Facts)], candidates.LeftOut,
            Blended(validated, [.. earlier, last], calibratedOn: earlier.Count), Blended(final, all, calibratedOn: all.Count), final, LayerOf(chosen, final, cancellationToken), novelty);
    }

    private static BlendedFolds Blended(Blend blend, IReadOnlyList<IReadOnlyList<FoldScores>> parts, int calibratedOn)
    {
        IReadOnlyList<FoldScores> scores = [.. parts.Select(blend.Apply)];
        return new(scores, Temperature.Fit([.. scores.Take(calibratedOn)]));
    }

    private Trial Try(Candidate candidate, FoldFeatures fold, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: trying {candidate.Learner.Name} ({target.Classes.Count} classes, {fold.Space.Count} features)");
        var start = clock.GetTimestamp();
        var scores = target.Score(candidate.Learner, fold, options.Seed, cancellationToken);
        return Trial.Of(candidate, scores, Math.Round(clock.GetElapsedTime(start).TotalSeconds, 2));
    }

    private FoldScores Score(ILearner learner, FoldFeatures fold, CancellationToken cancellationToken)
    {
        progress.Step($"{target.Name}: {learner.Name} on {fold.Fold.Fit.Length} rows");
        return target.Score(learner, fold, options.Seed, cancellationToken);
    }

    private BlendedLayer LayerOf(IReadOnlyList<Trial> chosen, Blend blend, CancellationToken cancellationToken)
    {
        var layer = new LayerFolding(target.Classes.Count, folds.All.Space.Count);
        for (var m = 0; m < chosen.Count; m++)
        {
            var learner = chosen[m].Candidate.Learner;
            progress.Step($"{target.Name}: fitting {learner.Name} on all rows");
            var learned = target.Learn(learner, folds.All, options.Seed, cancellationToken) ?? throw new InvalidOperationException($"{target.Name} has fewer than two classes");
            layer.Add(learned.Layer, blend.Members[m].Factor);
        }
        return layer.Fold();
    }
}
