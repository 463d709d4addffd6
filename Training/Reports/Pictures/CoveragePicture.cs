using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Precision by coverage, with what the chosen thresholds brought as marks.</summary>
internal static class CoveragePicture
{
    private const double LineHeight = 16;

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
            var (x, y, foot) = (Axes.X(mark.ActShare), axes.Y(mark.Precision!.Value), axes.Foot - 10 - LineHeight * (marks.Count - 1 - i));
            // The curve is high on the right, so labels have room at the foot.
            drawing.Line(x, y, x, foot, "lead").Dot(x, y, 5, "mark").Text(x + (mark.ActShare > 0.5 ? -6 : 6), foot, Label(mark), anchor: mark.ActShare > 0.5 ? "end" : "start");
        }
        return drawing.ToString();
    }

    private static string Label(AskedFigures mark) => string.Create(CultureInfo.InvariantCulture, $"asked {mark.Asked:0.00}: {mark.Precision:0.000} at {mark.ActShare:0.000}");
}
