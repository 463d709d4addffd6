using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Precision by coverage, with what the chosen thresholds brought as marks.</summary>
internal static class CoveragePicture
{
    public static string Draw(string target, IReadOnlyList<CoveragePoint> curve, IReadOnlyList<AskedFigures> asked)
    {
        var marks = asked.Where(a => a.Precision is not null).ToList();
        var drawing = new Drawing(Axes.Width, Axes.Height, $"{target}: how much, how right?");
        var axes = new Axes(drawing, Axes.LowestFor([.. curve.Select(p => p.Precision), .. marks.Select(a => a.Precision!.Value)]))
            .Draw("coverage (share of tickets, by falling trust)", "precision").ShareTicks();
        foreach (var figure in asked)
            drawing.Line(Axes.X(0), axes.Y(figure.Asked), Axes.X(1), axes.Y(figure.Asked), "guide");
        drawing.Path(curve.Select(p => (Axes.X(p.Coverage), axes.Y(p.Precision))), "curve");
        foreach (var (i, mark) in marks.Index())
        {
            var (x, y) = (Axes.X(mark.ActShare), axes.Y(mark.Precision!.Value));
            // Labels of marks that lie close to each other stand on different sides of the curve.
            drawing.Dot(x, y, 5, "mark").Text(Math.Min(x, Axes.X(1) - 4), i % 2 == 0 ? y - 12 : y + 22, Label(mark), anchor: mark.ActShare > 0.6 ? "end" : "start");
        }
        return drawing.ToString();
    }

    private static string Label(AskedFigures mark) => string.Create(CultureInfo.InvariantCulture, $"asked {mark.Asked:0.00}: {mark.Precision:0.000} at {mark.ActShare:0.000}");
}
