using Classifier.Training.Preparation;
using Classifier.Training.Reports.Pictures;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>The learning curve and the random split, as a report of its own: both cost more than training should.</summary>
/// <param name="version">The model whose rows they are.</param>
/// <param name="learner">Name of the learner.</param>
/// <param name="points">At least one.</param>
internal sealed class LearningCurveReport(string version, string learner, IReadOnlyList<LearningPoint> points)
{
    private const double StillRises = 0.005;

    /// <summary>One picture a target.</summary>
    public IReadOnlyList<Picture> Pictures { get; } =
        [.. points.GroupBy(p => p.Target).Select(g => new Picture($"learning_curve.{g.Key}.svg", $"Learning curve of {g.Key}", LearningCurvePicture.Draw(g.Key, [.. g])))];

    /// <summary>Tables alone.</summary>
    public string Text() => Write(withPictures: false);

    /// <summary>A page with pictures.</summary>
    public string Page() => ReportPage.Of(Write(withPictures: true), Pictures);

    private string Write(bool withPictures)
    {
        var page = new MarkdownPage().Heading(1, $"Learning curve of {version}");
        page.Paragraph($"Every figure is of one learner, `{learner}`, so that they differ by their rows alone; the served blend is better. Newest: the newest fifth, from the newest rows before it. Random: a fifth of every class, from random others, which flatters: tickets of the same days are alike.");
        if (withPictures)
            page.Pictures(Pictures);
        foreach (var target in points.GroupBy(p => p.Target))
            WriteTarget(page, target.Key, [.. target]);
        return page.ToString();
    }

    private static void WriteTarget(MarkdownPage page, string target, List<LearningPoint> of)
    {
        page.Heading(2, target);
        page.Table(["answered", "learned from", "rows", "accuracy", "macro-F1"], of.Select(p => (string[])
            [p.Split == Split.Time ? "newest" : "random", Number(p.FitRows), Number(p.TestRows), Number(p.Accuracy), Number(p.MacroF1)]));
        if (of.FindAll(p => p.Split == Split.Time) is { Count: > 1 } newest && of.FindLast(p => p.Split != Split.Time) is { } random)
            page.Paragraph($"{Rise(newest)} Random rows: {Number(random.Accuracy)}, newest rows: {Number(newest[^1].Accuracy)}.");
    }

    private static string Rise(List<LearningPoint> newest) => newest[^1].Accuracy - newest[^2].Accuracy >= StillRises
        ? $"The last {newest[^1].FitRows - newest[^2].FitRows} rows still brought {Number(newest[^1].Accuracy - newest[^2].Accuracy)}: more history would help."
        : $"The last {newest[^1].FitRows - newest[^2].FitRows} rows brought nothing to speak of: more history of this kind would not help.";
}
