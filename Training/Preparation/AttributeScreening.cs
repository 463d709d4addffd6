using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Training.Preparation;

/// <summary>
/// Finds attributes that must not be learned from, by measuring and never by their name: those that hold the answer, which
/// nobody knows when an alert comes in, and those whose values never come back.
/// </summary>
/// <param name="rules">What the company says.</param>
internal sealed class AttributeScreening(AttributeRules rules)
{
    // Fewer rows prove nothing.
    private const int FewestRows = 20;
    private const double TellsNearlyAll = 0.98;
    private const double NamesTheAnswer = 0.9;
    private const double ByChance = 1 / 3.0;
    private const int FewestCodes = 4;
    private const double NewestShare = 0.2;
    private const double ComesBack = 0.02;

    /// <summary>The attributes to leave out, each with the reason.</summary>
    /// <param name="rows">Oldest first where they have times.</param>
    public IReadOnlyList<LeftOutFacts> LeftOut(IReadOnlyList<TrainingRow> rows)
    {
        var found = new List<LeftOutFacts>();
        foreach (var key in rows.SelectMany(r => r.Ticket.Attributes.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            if (ReasonAgainst(key, rows) is { } reason)
                found.Add(new(key, reason));
        }
        return found;
    }

    private string? ReasonAgainst(string key, IReadOnlyList<TrainingRow> rows)
    {
        if (rules.Ignore.Contains(key))
            return "the directory says so";
        if (rules.Keep.Contains(key))
            return null;
        foreach (var target in TargetNames.All)
        {
            var pairs = rows.Where(r => r.LabelOf(target) is not null && r.Ticket.Attributes.ContainsKey(key)).Select(r => (Value: r.Ticket.Attributes[key], Class: r.LabelOf(target)!)).ToList();
            if (pairs.Count >= FewestRows && (NamesClass(pairs, target) ?? IsCode(pairs, target)) is { } reason)
                return reason;
        }
        return NeverComesBack(key, rows);
    }

    /// <summary>The value holds the class's own name, far more often than another row's value would.</summary>
    private static string? NamesClass(List<(string Value, string Class)> pairs, string target)
    {
        var (own, others) = (0, 0);
        for (var i = 0; i < pairs.Count; i++)
        {
            own += Holds(pairs[i].Value, pairs[i].Class) ? 1 : 0;
            others += Holds(pairs[(i + pairs.Count / 2) % pairs.Count].Value, pairs[i].Class) ? 1 : 0;
        }
        return own >= NamesTheAnswer * pairs.Count && others <= ByChance * own
            ? FormattableString.Invariant($"it names the {target} in {100.0 * own / pairs.Count:0} % of {pairs.Count} rows")
            : null;
    }

    /// <summary>Value and class stand for each other, as if one were the other's number.</summary>
    private static string? IsCode(List<(string Value, string Class)> pairs, string target)
    {
        var (values, classes) = (Entropy(pairs.Select(p => p.Value)), Entropy(pairs.Select(p => p.Class)));
        var shared = values + classes - Entropy(pairs.Select(p => $"{p.Value}\n{p.Class}"));
        return pairs.Select(p => p.Class).Distinct().Count() >= FewestCodes && shared >= TellsNearlyAll * Math.Max(values, classes)
            ? $"its values and the classes of {target} stand for each other in {pairs.Count} rows"
            : null;
    }

    private static string? NeverComesBack(string key, IReadOnlyList<TrainingRow> rows)
    {
        var values = rows.Select(r => r.Ticket.Attributes.GetValueOrDefault(key)).OfType<string>().ToList();
        var newest = (int)(values.Count * NewestShare);
        // A long value is read as text, and its words do come back.
        if (newest < FewestRows || values.Order(Comparer<string>.Create((a, b) => a.Length - b.Length)).ElementAt(values.Count / 2).Length > Features.FeatureReader.ShortLabel)
            return null;
        var seen = values.SkipLast(newest).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var back = values.TakeLast(newest).Count(seen.Contains);
        return back < ComesBack * newest ? FormattableString.Invariant($"of its newest {newest} values, {back} had been seen before") : null;
    }

    private static bool Holds(string value, string label)
    {
        for (var at = value.IndexOf(label, StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf(label, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsLetterOrDigit(value[at - 1])) && (at + label.Length == value.Length || !char.IsLetterOrDigit(value[at + label.Length])))
                return true;
        }
        return false;
    }

    private static double Entropy(IEnumerable<string> values)
    {
        var counts = values.CountBy(v => v).Select(c => (double)c.Value).ToList();
        var total = counts.Sum();
        return -counts.Sum(c => c / total * Math.Log(c / total));
    }
}
