using System.Text.RegularExpressions;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>
/// What a careful person would write by hand: "title has this word → this class", for words that nearly always mean it.
/// The most reliable rule that matches answers, else the commonest class.
/// </summary>
internal sealed partial class KeywordBaseline : IBaseline
{
    private const int FewestRows = 3;
    private const double LeastPrecision = 0.6;

    public string Name => "keyword_rules";

    public IReadOnlyList<string> Answer(BaselineRows fit, BaselineRows evaluate)
    {
        var rules = Rules(fit);
        var otherwise = MajorityBaseline.Commonest(fit.Labels);
        return [.. evaluate.Rows.Select(row => Best(rules, row)?.Label ?? otherwise)];
    }

    private static Dictionary<string, Rule> Rules(BaselineRows fit) => fit.Rows
        .SelectMany((row, i) => Keywords(row).Select(word => (Word: word, Label: fit.Labels[i])))
        .GroupBy(w => w.Word, w => w.Label)
        .Select(g => (Word: g.Key, Rule: RuleOf([.. g])))
        .Where(r => r.Rule.Rows >= FewestRows && r.Rule.Precision >= LeastPrecision)
        .ToDictionary(r => r.Word, r => r.Rule);

    private static Rule RuleOf(List<string> labels)
    {
        var label = MajorityBaseline.Commonest(labels);
        return new(label, labels.Count, (double)labels.Count(l => l == label) / labels.Count);
    }

    private static Rule? Best(Dictionary<string, Rule> rules, TrainingRow row) => Keywords(row)
        .Select(rules.GetValueOrDefault).OfType<Rule>()
        .OrderByDescending(r => r.Precision).ThenByDescending(r => r.Rows).ThenBy(r => r.Label, StringComparer.Ordinal)
        .FirstOrDefault();

    private static HashSet<string> Keywords(TrainingRow row)
    {
        var text = row.Ticket.Title.Length > 0 ? row.Text.TitleText : row.Text.DescriptionText;
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in Word().EnumerateMatches(text))
            words.Add(text.Slice(match.Index, match.Length).ToString().ToLowerInvariant());
        return words;
    }

    [GeneratedRegex(@"\w{3,}")]
    private static partial Regex Word();

    private sealed record Rule(string Label, int Rows, double Precision);
}
