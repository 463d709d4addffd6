namespace Classifier.Training.Calibration;

/// <summary>Gives every case trust from a gate that was learned without it.</summary>
internal static class CrossGating
{
    private const int Groups = 5;

    /// <summary>The judged cases of every fold, in their order.</summary>
    /// <param name="folds">Older folds first.</param>
    /// <param name="seed">For the gates.</param>
    public static IReadOnlyList<IReadOnlyList<Judgement>> Judge(IReadOnlyList<IReadOnlyList<GateCase>> folds, int seed)
    {
        var gates = Enumerable.Range(0, Groups).Select(g => GateLearning.Fit([.. folds.Select(f => Without(f, g))], seed)).ToList();
        return [.. folds.Select(fold => (IReadOnlyList<Judgement>)[.. fold.Select((c, i) => gates[i % Groups].Judge(c))])];
    }

    private static IReadOnlyList<GateCase> Without(IReadOnlyList<GateCase> fold, int group) => [.. fold.Where((_, i) => i % Groups != group)];
}
