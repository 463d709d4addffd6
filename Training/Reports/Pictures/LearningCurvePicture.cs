using System.Globalization;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Accuracy by the number of rows that were learned from: on the newest rows, and on random ones.</summary>
internal static class LearningCurvePicture
{
    /// <param name="target">Name of the target.</param>
    /// <param name="points">Of that target, at least one.</param>
    public static string Draw(string target, IReadOnlyList<LearningPoint> points)
    {
        var most = (double)points.Max(p => p.FitRows);
        var drawing = new Drawing(Axes.Width, Axes.Height, $"{target}: would more rows help?");
        var axes = new Axes(drawing, Axes.LowestFor(points.Select(p => p.Accuracy))).Draw("rows that were learned from", "accuracy");
        foreach (var rows in points.Where(p => p.Split == points[0].Split).Select(p => p.FitRows))
            axes.Tick(rows / most, rows.ToString(CultureInfo.InvariantCulture));
        foreach (var (isOrdered, line, dot) in new[] { (true, "curve", "dot"), (false, "second", "dot2") })
        {
            var curve = points.Where(p => p.Split == Preparation.Split.Time == isOrdered).Select(p => (X: Axes.X(p.FitRows / most), Y: axes.Y(p.Accuracy))).ToList();
            drawing.Path(curve, line);
            foreach (var (x, y) in curve)
                drawing.Dot(x, y, 3.5, dot);
        }
        // Curves rise, so there is room at the foot on the right.
        drawing.Dot(Axes.X(0.5), axes.Foot - 14, 4, "dot").Text(Axes.X(0.5) + 8, axes.Foot - 10, "newest fifth", "soft", "start");
        drawing.Dot(Axes.X(0.76), axes.Foot - 14, 4, "dot2").Text(Axes.X(0.76) + 8, axes.Foot - 10, "random fifth", "soft", "start");
        return drawing.ToString();
    }
}
