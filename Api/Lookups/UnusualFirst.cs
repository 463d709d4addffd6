using Classifier.Logs;
using Classifier.LogTemplates;

namespace Classifier.Api.Lookups;

/// <summary>Lines that are alike.</summary>
/// <param name="Newest">The last of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Seen">Lines of this template in the history that the champion learned from; 0 for none, null where nobody knows.</param>
internal sealed record LinesAlike(LogLine Newest, int Count, long? Seen);

/// <summary>Log lines in the order in which somebody wants to see them who looks for what is wrong.</summary>
internal static class UnusualFirst
{
    /// <summary>Those of templates that were seen seldom first, never seen ones before all, each template once; without templates, each line by time.</summary>
    /// <param name="lines">In any order.</param>
    /// <param name="templates">The champion's; null for none.</param>
    public static IReadOnlyList<LinesAlike> Of(IReadOnlyList<LogLine> lines, LogTemplateSet? templates)
    {
        if (templates is null)
            return [.. lines.OrderBy(l => l.At).Select(l => new LinesAlike(l, 1, null))];
        return [.. lines
            .Select(line => (Line: line, Template: templates.Match(line.Text)))
            .GroupBy(l => l.Template?.Text ?? LogTemplate.TextOf(l.Line.Text), StringComparer.Ordinal)
            .Select(alike => new LinesAlike(alike.MaxBy(l => l.Line.At).Line, alike.Count(), alike.First().Template?.Count ?? 0))
            .OrderBy(a => a.Seen).ThenByDescending(a => a.Newest.Severity).ThenByDescending(a => a.Newest.At)];
    }
}
