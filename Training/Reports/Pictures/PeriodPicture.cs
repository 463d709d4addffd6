using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Accuracy, act share and precision from one period of the kept-back rows to the next.</summary>
internal static class PeriodPicture
{
    /// <param name="target">Name of the target.</param>
    /// <param name="periods">At least two.</param>
    /// <param name="start">Time of the first kept-back row.</param>
    public static string Draw(string target, IReadOnlyList<PeriodFigures> periods, DateTimeOffset start)
    {
        var drawing = new Drawing(Axes.Width, Axes.Height, $"{target}: does it last?");
        var axes = new Axes(drawing, Axes.LowestFor(periods.SelectMany(p => new[] { p.Figures.ActShare, p.Figures.Accuracy, p.Figures.Precision ?? 1 })))
            .Draw($"period of {periods[0].Figures.Rows} tickets, by its first day", "share");
        double X(int period) => Axes.X((period + 0.5) / periods.Count);
        foreach (var (i, period) in periods.Index())
        {
            drawing.Box(X(i) - 12, axes.Y(period.Figures.ActShare), 24, axes.Y(0) - axes.Y(period.Figures.ActShare), "bar");
            if (i % 2 == 0)
                axes.Tick((i + 0.5) / periods.Count, start.UtcDateTime.AddDays(period.FromDay).ToString("d MMM yy", CultureInfo.InvariantCulture));
        }
        drawing.Path(periods.Index().Select(p => (X(p.Index), axes.Y(p.Item.Figures.Accuracy))), "curve");
        drawing.Path(periods.Index().Where(p => p.Item.Figures.Precision is not null).Select(p => (X(p.Index), axes.Y(p.Item.Figures.Precision!.Value))), "second");
        foreach (var (i, period) in periods.Index())
        {
            drawing.Dot(X(i), axes.Y(period.Figures.Accuracy), 3, "dot");
            if (period.Figures.Precision is { } precision)
                drawing.Dot(X(i), axes.Y(precision), 3, "dot2");
        }
        drawing.Box(232, 11, 12, 10, "bar").Text(248, 20, "act share", "soft", "start");
        drawing.Dot(314, 16, 4, "dot").Text(322, 20, "accuracy", "soft", "start");
        drawing.Dot(382, 16, 4, "dot2").Text(390, 20, "precision", "soft", "start");
        return drawing.ToString();
    }
}
