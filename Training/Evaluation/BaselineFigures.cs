using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>How good a baseline is on the same rows.</summary>
/// <param name="Name">The baseline.</param>
/// <param name="Accuracy">See <see cref="Figures.Accuracy"/>.</param>
/// <param name="MacroF1">See <see cref="Figures.MacroF1"/>.</param>
internal sealed record BaselineFigures(string Name, double Accuracy, double MacroF1)
{
    /// <summary>Asks all baselines.</summary>
    /// <exception cref="InvalidOperationException">One did not answer every row: a report without it would flatter.</exception>
    public static IReadOnlyList<BaselineFigures> Of(BaselineRows fit, BaselineRows evaluate) =>
        [.. Baselines.All.Select(baseline => Of(baseline, fit, evaluate))];

    private static BaselineFigures Of(IBaseline baseline, BaselineRows fit, BaselineRows evaluate)
    {
        var answers = baseline.Answer(fit, evaluate);
        if (answers.Count != evaluate.Labels.Count)
            throw new InvalidOperationException($"the baseline {baseline.Name} answered {answers.Count} of {evaluate.Labels.Count} rows");
        var judgements = answers.Select((answer, i) => new Judgement(evaluate.Labels[i], answer, 0, answer == evaluate.Labels[i], true)).ToList();
        return new(baseline.Name, Metrics.Accuracy(judgements), Metrics.MacroF1(judgements));
    }
}
