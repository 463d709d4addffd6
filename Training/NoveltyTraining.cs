using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>
/// Learns what new things look like: some classes are held back from a fold, and what tells their rows from other rows that
/// the learner had not seen is kept.
/// </summary>
/// <param name="target">The rows.</param>
/// <param name="folds">The last of the earlier ones is taken.</param>
/// <param name="seed">Which classes are held back.</param>
internal sealed class NoveltyTraining(TargetRows target, RunFolds folds, int seed)
{
    // Held back are small and middling classes: what is new is never the largest.
    private const double MostOfRows = 0.2;
    private const double LargestClass = 0.1;
    private const int FewestHeldBack = 10;
    private const int MostFitted = 50_000;

    public LearnedNovelty Run(ILearner learner, CancellationToken cancellationToken)
    {
        var given = folds.Earlier[^1].Fold;
        var heldBack = HeldBack([.. given.Fit, .. given.Evaluate]);
        bool IsHeldBack(int row) => target.Label(row) is { } label && heldBack.ContainsKey(label);
        var fold = new Fold(
            [.. given.Fit.Where(row => !IsHeldBack(row)).TakeLast(MostFitted)],
            [.. given.Fit.Where(IsHeldBack), .. given.Evaluate]);
        if (heldBack.Count < 2 || fold.Fit.Length == 0)
            return LearnedNovelty.ByKnownShare;
        var numbers = folds.Numbers(fold);
        return Learn(target.Score(learner, numbers, seed, cancellationToken), numbers, heldBack);
    }

    private static LearnedNovelty Learn(FoldScores scores, FoldFeatures numbers, Dictionary<string, int> heldBack)
    {
        var rows = Enumerable.Range(0, scores.Rows).Where(i => scores.TruthIndex(i) >= 0 || heldBack.ContainsKey(scores.Truth[i])).ToList();
        var known = rows.Where(i => scores.TruthIndex(i) >= 0).ToList();
        if (rows.Count - known.Count < FewestHeldBack || known.Count < FewestHeldBack)
            return LearnedNovelty.ByKnownShare;
        var temperature = Temperature.Fit([Part(scores, known)]);
        var matrix = numbers.Evaluate;
        var inputs = rows.ConvertAll(i => Inputs(scores, i, temperature, numbers.KnownShares, matrix)).ToArray();
        var isNew = rows.ConvertAll(i => scores.TruthIndex(i) < 0).ToArray();
        var halves = rows.Index().Select(r => heldBack.TryGetValue(scores.Truth[r.Item], out var half) ? half : r.Index % 2).ToArray();
        var (weights, _) = LogisticRegression.Weights(inputs, isNew, NoveltyInputs.Count);
        return new(weights, (AurocOf(inputs, isNew, halves, 0) + AurocOf(inputs, isNew, halves, 1)) / 2);
    }

    /// <summary>The classes to hold back, each in one of two halves.</summary>
    private Dictionary<string, int> HeldBack(int[] rows)
    {
        var sizes = rows.Select(target.Label).OfType<string>().CountBy(l => l).OrderBy(c => c.Key, StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(sizes);
        var (heldBack, left) = (new Dictionary<string, int>(StringComparer.Ordinal), MostOfRows * rows.Length);
        foreach (var (label, size) in sizes.Where(s => s.Value <= LargestClass * rows.Length))
        {
            if (size > left || heldBack.Count >= sizes.Length / 2)
                continue;
            heldBack.Add(label, heldBack.Count % 2);
            left -= size;
        }
        return heldBack;
    }

    /// <summary>How well one half's classes are told by what the other half's taught.</summary>
    private static double? AurocOf(float[][] inputs, bool[] isNew, int[] halves, int half)
    {
        var learned = Enumerable.Range(0, inputs.Length).Where(i => halves[i] != half).ToList();
        if (learned.TrueForAll(i => isNew[i]) || !learned.Exists(i => isNew[i]))
            return null;
        var (weights, _) = LogisticRegression.Weights([.. learned.Select(i => inputs[i])], [.. learned.Select(i => isNew[i])], NoveltyInputs.Count);
        return Auroc.Of(Enumerable.Range(0, inputs.Length).Where(i => halves[i] == half).Select(i => (inputs[i].Index().Sum(x => x.Item * weights[x.Index]), isNew[i])));
    }

    private static float[] Inputs(FoldScores scores, int row, double temperature, float[] knownShares, SparseMatrix matrix)
    {
        var (inputs, position) = (new float[NoveltyInputs.Count], scores.Positions[row]);
        NoveltyInputs.Read(scores.Probabilities(row, temperature), knownShares[position], matrix.ColumnsOf(position).Length, inputs);
        return inputs;
    }

    private static FoldScores Part(FoldScores scores, List<int> rows) =>
        new(scores.Classes, rows.ConvertAll(i => scores.Positions[i]), rows.ConvertAll(i => scores.Truth[i]), [.. rows.Select(i => scores.Scores[i])]);
}
