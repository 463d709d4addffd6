using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>Trust beside what came of it: on the diagonal, trust means what it says. Bars and numbers count the rows.</summary>
internal static class ReliabilityPicture
{
    private const double TallestBar = 0.3;
    private const double SmallestDot = 2;
    private const double LargestDot = 5;

    // A share of fewer rows is mostly chance: its dot is small and no line leads to it.
    private const int FewestRows = 10;

    public static string Draw(string target, IReadOnlyList<ReliabilityBin> bins)
    {
        var drawing = new Drawing(Axes.Width, Axes.Height, $"{target}: is trust what it says?");
        var axes = new Axes(drawing, lowest: 0).Draw("trust (mean of the bin)", "share that is right").ShareTicks();
        var most = Math.Max(bins.Max(b => b.Rows), 1);
        foreach (var (b, bin) in bins.Index().Where(b => b.Item.Rows > 0))
        {
            var (left, right) = (Axes.X((double)b / bins.Count), Axes.X((b + 1.0) / bins.Count));
            var top = axes.Y(TallestBar * bin.Rows / most);
            drawing.Box(left + 1, top, right - left - 2, axes.Y(0) - top, "bar").Text((left + right) / 2, top - 3, bin.Rows.ToString(CultureInfo.InvariantCulture), "soft");
        }
        drawing.Line(Axes.X(0), axes.Y(0), Axes.X(1), axes.Y(1), "guide");
        drawing.Path(bins.Where(b => b.Rows >= FewestRows).Select(b => (Axes.X(b.Trust!.Value), axes.Y(b.Accuracy!.Value))), "curve");
        foreach (var bin in bins.Where(b => b.Rows > 0))
            drawing.Dot(Axes.X(bin.Trust!.Value), axes.Y(bin.Accuracy!.Value), SmallestDot + LargestDot * Math.Sqrt((double)bin.Rows / most), "dot");
        return drawing.ToString();
    }
}
