namespace Classifier.Training.Calibration;

/// <summary>How often each class was right when it was answered, pulled to the mean where it was answered rarely.</summary>
internal sealed class ClassPrecisions
{
    // Worth five answers.
    private const float Pull = 5;
    private const int Groups = 5;

    private readonly Dictionary<string, (int Answers, int Right)> _counts = new(StringComparer.Ordinal);
    private readonly float _mean;

    public ClassPrecisions(IEnumerable<GateCase> cases)
    {
        var (answers, right) = (0, 0);
        foreach (var one in cases)
        {
            var (a, r) = _counts.GetValueOrDefault(one.Answer);
            _counts[one.Answer] = (a + 1, r + (one.IsRight ? 1 : 0));
            answers++;
            right += one.IsRight ? 1 : 0;
        }
        _mean = answers == 0 ? 0.5f : (float)right / answers;
    }

    public float Of(string label)
    {
        var (answers, right) = _counts.GetValueOrDefault(label);
        return (right + Pull * _mean) / (answers + Pull);
    }

    /// <summary>
    /// Inputs of all cases, the class's precision taken from the other cases in five groups: taken from all but the case
    /// itself it would tell the case's own answer, and the gate would learn that.
    /// </summary>
    public static float[][] InputsOf(IReadOnlyList<GateCase> cases)
    {
        var others = Enumerable.Range(0, Groups).Select(g => new ClassPrecisions(cases.Where((_, i) => i % Groups != g))).ToList();
        return [.. cases.Select((c, i) => c.Inputs(others[i % Groups].Of(c.Answer)))];
    }
}
