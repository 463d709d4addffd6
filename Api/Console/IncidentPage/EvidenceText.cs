using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>A stretch of an alert's text.</summary>
/// <param name="Text">As written.</param>
/// <param name="Step">How much it weighed, 1 to 4; 0 for nothing.</param>
/// <param name="Weight">Share of the decision; negative speaks against the answer.</param>
public sealed record TextPiece(string Text, int Step, double Weight);

/// <summary>Cuts an alert's text into pieces by what weighed in the decision.</summary>
internal static class EvidenceText
{
    private const int Steps = 4;

    /// <summary>The pieces in order; together they are title, line feed, description.</summary>
    /// <remarks>Offsets are UTF-16; spans that overlap or reach beyond the text are left out rather than guessed at.</remarks>
    public static IReadOnlyList<TextPiece> Cut(Alert alert, IReadOnlyList<Evidence> evidence)
    {
        var text = $"{alert.Title}\n{alert.Description}";
        var spans = evidence.Where(e => e is { Kind: EvidenceKind.Text, Weight: > 0, Start: not null, Length: > 0 }).OrderBy(e => e.Start).ToList();
        var strongest = spans.Count == 0 ? 1 : spans.Max(s => s.Weight);
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var span in spans)
        {
            var (start, end) = (span.Start!.Value, span.Start.Value + span.Length!.Value);
            if (start < at || end > text.Length)
                continue;
            if (start > at)
                pieces.Add(new(text[at..start], 0, 0));
            pieces.Add(new(text[start..end], StepOf(span.Weight / strongest), span.Weight));
            at = end;
        }
        if (at < text.Length)
            pieces.Add(new(text[at..], 0, 0));
        return pieces;
    }

    /// <summary>The step of a weight relative to the strongest, 1 to 4.</summary>
    public static int StepOf(double share) => Math.Clamp((int)Math.Ceiling(share * Steps), 1, Steps);
}
