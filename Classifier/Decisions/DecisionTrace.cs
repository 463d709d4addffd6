namespace Classifier.Decisions;

/// <summary>Gathers the questions on the way to a decision.</summary>
internal sealed class DecisionTrace
{
    private readonly List<DecisionStep> _steps = [];

    /// <summary>In the order they were asked.</summary>
    public IReadOnlyList<DecisionStep> Steps => _steps;

    /// <summary>Notes a question and says whether it settled the matter.</summary>
    public bool Settles(bool settles, string question, string answer)
    {
        _steps.Add(new(question, answer, settles));
        return settles;
    }

    /// <summary>Notes what changed the answer and left the decision open.</summary>
    public void Note(string question, string answer) => _steps.Add(new(question, answer, false));

    /// <summary>Notes what settles the matter against what had settled it.</summary>
    public void Overrule(string question, string answer)
    {
        for (var i = 0; i < _steps.Count; i++)
            _steps[i] = _steps[i] with { IsDecisive = false };
        _steps.Add(new(question, answer, true));
    }
}
