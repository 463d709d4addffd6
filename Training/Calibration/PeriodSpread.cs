namespace Classifier.Training.Calibration;

/// <summary>Answers counted by the period they were given in, and what that says of the next one.</summary>
/// <param name="count">Number of periods.</param>
internal sealed class PeriodSpread(int count)
{
    // A share of fewer answers says little about its period.
    private const int FewestAnswers = 10;

    // Student's t at one-sided 84 %, about one standard error, for 1, 2 … degrees of freedom: few periods say little of the next.
    private static readonly double[] Factors = [1.82, 1.31, 1.19, 1.13, 1.10];

    private readonly int[] _answers = new int[count];
    private readonly int[] _right = new int[count];

    /// <summary>Counts an answer.</summary>
    public void Add(FoldAnswer answer)
    {
        _answers[answer.Fold]++;
        _right[answer.Fold] += answer.Judgement.IsRight ? 1 : 0;
    }

    /// <summary>
    /// Whether the answers so far are right often enough, even at the lower bound of what chance allows, and even where the
    /// next period differs from the past ones as much as they differ from each other beyond chance.
    /// </summary>
    public bool Reaches(double asked)
    {
        var (answers, right) = (_answers.Sum(), _right.Sum());
        if (!BinomialBound.Reaches(right, answers, asked))
            return false;
        var periods = Enumerable.Range(0, count).Where(p => _answers[p] >= FewestAnswers).ToList();
        return periods.Count < 2 || (double)right / answers - Factors[Math.Min(periods.Count - 2, Factors.Length - 1)] * Deviation(periods) >= asked;
    }

    /// <summary>Standard deviation of the periods' true precisions: what is left of their spread after chance.</summary>
    /// <remarks>DerSimonian, Laird, "Meta-analysis in Clinical Trials", Controlled Clinical Trials 7 (1986).</remarks>
    private double Deviation(List<int> periods)
    {
        var mean = (double)periods.Sum(p => _right[p]) / periods.Sum(p => _answers[p]);
        var variance = mean * (1 - mean);
        if (variance == 0)
            return 0;
        var (spread, sum, squares) = (0.0, 0.0, 0.0);
        foreach (var p in periods)
        {
            var (weight, gap) = (_answers[p] / variance, (double)_right[p] / _answers[p] - mean);
            (spread, sum, squares) = (spread + weight * gap * gap, sum + weight, squares + weight * weight);
        }
        return Math.Sqrt(Math.Max(0, (spread - (periods.Count - 1)) / (sum - squares / sum)));
    }
}
