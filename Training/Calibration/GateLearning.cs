using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>A gate, and what it needs to know of the classes.</summary>
internal sealed record LearnedGate(TrustGate Gate, ClassPrecisions Precisions)
{
    /// <summary>The case with its trust.</summary>
    public Judgement Judge(GateCase one) => new(one.Truth, one.Answer, Gate.Trust(one.Inputs(Precisions.Of(one.Answer))), one.IsInTopThree, one.IsKnown, one.NoveltyScore, one.IsNew);
}

/// <summary>
/// Learns the trust gate: logistic regression on three inputs or on all, or boosted trees where there are rows enough;
/// whichever validates best on the newest fold.
/// </summary>
internal static class GateLearning
{
    private const int FewestForTrees = 2000;

    // More answers of a fold teach a dozen numbers nothing.
    private const int MostPerFold = 10_000;

    /// <summary>Fits a gate.</summary>
    /// <param name="folds">Answers per fold, older folds first; the last chooses the method, all are fitted.</param>
    /// <param name="seed">For the trees.</param>
    public static LearnedGate Fit(IReadOnlyList<IReadOnlyList<GateCase>> folds, int seed)
    {
        folds = [.. folds.Select(f => f.Count <= MostPerFold ? f : [.. f.TakeLast(MostPerFold)])];
        List<GateCase> all = [.. folds.SelectMany(f => f)];
        var fit = FitterFor(folds, seed);
        return new(fit(ClassPrecisions.InputsOf(all), [.. all.Select(c => c.IsRight)]), new(all));
    }

    private static Fitter FitterFor(IReadOnlyList<IReadOnlyList<GateCase>> folds, int seed)
    {
        List<GateCase> earlier = [.. folds.SkipLast(1).SelectMany(f => f)];
        var last = folds[^1];
        if (earlier.Count == 0 || last.Count == 0)
            return Fitters(0, seed)[0];
        var (inputs, right) = (ClassPrecisions.InputsOf(earlier), earlier.ConvertAll(c => c.IsRight).ToArray());
        var precisions = new ClassPrecisions(earlier);
        double LossOf(Fitter fit)
        {
            var gate = new LearnedGate(fit(inputs, right), precisions);
            return last.Average(c => Loss(gate.Judge(c).Trust, c.IsRight));
        }

        return Fitters(earlier.Count, seed).MinBy(LossOf)!;
    }

    private static IReadOnlyList<Fitter> Fitters(int rows, int seed)
    {
        Fitter few = (inputs, right) => LogisticRegression.Fit(inputs, right, used: 3);
        Fitter all = (inputs, right) => LogisticRegression.Fit(inputs, right, used: GateInputs.Count);
        Fitter trees = (inputs, right) => TreeGateLearning.Fit(inputs, right, seed);
        return rows >= FewestForTrees ? [few, all, trees] : [few, all];
    }

    private static double Loss(double trust, bool isRight) => -Math.Log(Math.Clamp(isRight ? trust : 1 - trust, 1e-6, 1));

    private delegate TrustGate Fitter(float[][] inputs, bool[] right);
}
