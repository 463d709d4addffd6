using Classifier.LogTemplates;

namespace Classifier.Training.Preparation;

/// <summary>Counts in how many tickets each log template stood, and who owned most of them.</summary>
internal static class TemplateCounts
{
    /// <summary>Rows without a team say nothing, and private ones are told to nobody.</summary>
    public static TemplateOwners Of(IReadOnlyList<TrainingRow> rows, LogTemplateSet? templates)
    {
        if (templates is null)
            return TemplateOwners.None;
        var seen = rows.Where(r => r.Ticket.OwningTeam is not null && !r.IsPrivate)
            .SelectMany(r => TemplatesOf(r, templates).Select(id => (Id: id, Team: r.Ticket.OwningTeam!)));
        return new(seen.GroupBy(s => s.Id, s => s.Team).OrderBy(g => g.Key).Select(g => OwnerOf(g.Key, [.. g])));
    }

    private static IEnumerable<int> TemplatesOf(TrainingRow row, LogTemplateSet templates) =>
        row.Text.Logs.Select(line => templates.Match(line)?.Id).OfType<int>().Distinct();

    private static TemplateOwner OwnerOf(int template, IReadOnlyList<string> teams)
    {
        var (team, count) = teams.CountBy(t => t).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).First();
        return new(template, teams.Count, team, count);
    }
}
