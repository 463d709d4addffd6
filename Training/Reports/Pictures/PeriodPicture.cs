using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Accuracy, act share and precision from one period of the kept-back rows to the next.</summary>
internal static class PeriodPicture
{
    private static readonly (string Name, string Line, string Dot, Func<ShareFigures, double?> Share)[] Lines =
    [
        ("accuracy", "curve", "dot", f => f.Accuracy), ("precision", "second", "dot2", f => f.Precision), ("act share", "guide", "dot3", f => f.ActShare),
    ];

    /// <param name="target">Name of the target.</param>
    /// <param name="periods">At least two.</param>
    /// <param name="start">Time of the first kept-back row.</param>
    public static string Draw(string target, IReadOnlyList<PeriodFigures> periods, DateTimeOffset start)
    {
        var drawing = new Drawing(Axes.Width, Axes.Height, $"{target}: does it last?");
        var axes = new Axes(drawing, Axes.LowestFor(periods.SelectMany(p => new[] { p.Figures.ActShare, p.Figures.Accuracy, p.Figures.Precision ?? 1 })))
            .Draw($"period of {periods[0].Figures.Rows} tickets, by its first day", "share");
        double X(int period) => Axes.X((period + 0.5) / periods.Count);
        for (var i = 0; i < periods.Count; i += 2)
            axes.Tick((i + 0.5) / periods.Count, start.UtcDateTime.AddDays(periods[i].FromDay).ToString("d MMM yy", CultureInfo.InvariantCulture));
        foreach (var (i, (name, line, dot, share)) in Lines.Index())
        {
            var points = periods.Index().Where(p => share(p.Item.Figures) is not null).Select(p => (X: X(p.Index), Y: axes.Y(share(p.Item.Figures)!.Value))).ToList();
            drawing.Path(points, line);
            foreach (var (x, y) in points)
                drawing.Dot(x, y, 3, dot);
            drawing.Dot(230 + 78 * i, 16, 4, dot).Text(238 + 78 * i, 20, name, "soft", "start");
        }
        return drawing.ToString();
    }
}
