using Classifier.Scoring;
using Classifier.Training.Preparation;

namespace Classifier.Training.Preflight;

/// <summary>Looks at the rows before anything is learned, and says what a person should put right.</summary>
/// <param name="targets">What is to be learned.</param>
/// <param name="teams">Teams of the directory; null where there is none.</param>
internal sealed class DataPreflight(IReadOnlyList<string> targets, IReadOnlySet<string>? teams)
{
    private const int FewestRows = 200;
    private const int FewestClasses = 2;
    private const double NewestShare = 0.2;

    // A team with fewer rows is absent from the newest fifth by chance.
    private const int FewestRowsOfTeam = 5;

    /// <summary>The faults, in a fixed order; none where the rows are well.</summary>
    /// <param name="rows">Oldest first where they have times.</param>
    public IReadOnlyList<DataFault> Check(IReadOnlyList<TrainingRow> rows)
    {
        var texts = RepeatedTexts.Of(rows);
        return
        [
            .. FewRows(rows),
            .. targets.SelectMany(t => Classes(t, rows)),
            .. targets.Contains(TargetNames.OwningTeam) ? Teams(rows) : [],
            .. targets.SelectMany(t => texts.Conflicts(t)),
            .. texts.Duplicates(),
        ];
    }

    private static IEnumerable<DataFault> FewRows(IReadOnlyList<TrainingRow> rows) => rows.Count >= FewestRows
        ? []
        : [new("few_rows", null, rows.Count, rows.Count, [], $"there are only {rows.Count} rows, and figures of fewer than {FewestRows} are mostly luck")];

    private static IEnumerable<DataFault> Classes(string target, IReadOnlyList<TrainingRow> rows)
    {
        var classes = rows.Select(r => r.LabelOf(target)).OfType<string>().CountBy(l => l).OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        if (classes.Count < FewestClasses)
            yield return new("few_classes", target, classes.Count, classes.Sum(c => c.Value), [.. classes.Select(c => c.Key)], $"{target}: the rows have {(classes.Count == 0 ? "no class" : $"the one class {classes[0].Key}")}, so it cannot be learned");
        List<string> single = [.. classes.Where(c => c.Value == 1).Select(c => c.Key)];
        if (single.Count > 0)
            yield return DataFault.Of("single_row_class", target, single.Count, single, Count(single.Count, "class has one row alone", "classes have one row alone"));
    }

    private IEnumerable<DataFault> Teams(IReadOnlyList<TrainingRow> rows)
    {
        var counts = rows.Select(r => r.Ticket.OwningTeam).OfType<string>().CountBy(t => t).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        if (Split.HasTimes(rows))
        {
            var alive = rows.TakeLast((int)(rows.Count * NewestShare)).Select(r => r.Ticket.OwningTeam).ToHashSet();
            var dead = counts.Where(t => t.Value >= FewestRowsOfTeam && !alive.Contains(t.Key)).ToList();
            if (dead.Count > 0)
                yield return DataFault.Of("dead_team", TargetNames.OwningTeam, dead.Sum(t => t.Value), [.. dead.Select(t => t.Key)], Count(dead.Count, "team has no row among the newest fifth", "teams have no row among the newest fifth"));
        }
        var unknown = teams is null ? [] : counts.Where(t => !teams.Contains(t.Key)).ToList();
        if (unknown.Count > 0)
            yield return DataFault.Of("unknown_team", TargetNames.OwningTeam, unknown.Sum(t => t.Value), [.. unknown.Select(t => t.Key)], Count(unknown.Count, "team is not in the directory", "teams are not in the directory"));
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
