using System.Globalization;

namespace Classifier.Training.Reports.Pictures;

/// <summary>The square field of a picture whose y axis is a share: places of values, grid and labels.</summary>
/// <param name="drawing">What is drawn on.</param>
/// <param name="lowest">Least share on the y axis; above it goes up to 1.</param>
internal sealed class Axes(Drawing drawing, double lowest)
{
    public const double Width = 460;
    public const double Height = 330;

    private static readonly double[] Feet = [0.9, 0.8, 0.5, 0];

    private const double Left = 60;
    private const double Right = Width - 26;
    private const double Top = 38;
    private const double Bottom = Height - 48;

    /// <summary>Where the y axis begins.</summary>
    public double Foot => Y(lowest);

    /// <summary>Place of a share of the way from left to right.</summary>
    public static double X(double share) => Left + share * (Right - Left);

    /// <summary>Place of a share on the y axis; what is lower than the axis lies on its foot.</summary>
    public double Y(double share) => Bottom - (Math.Max(share, lowest) - lowest) / (1 - lowest) * (Bottom - Top);

    /// <summary>The largest of 0, 0.5, 0.8 and 0.9 that all values reach: a curve should fill its field.</summary>
    public static double LowestFor(IEnumerable<double> values)
    {
        var least = values.DefaultIfEmpty(0).Min();
        return Array.Find(Feet, foot => least >= foot);
    }

    /// <summary>Grid lines of the y axis and the names of both axes.</summary>
    public Axes Draw(string x, string y)
    {
        for (var step = 0; step <= 5; step++)
        {
            var share = lowest + step * (1 - lowest) / 5;
            drawing.Line(Left, Y(share), Right, Y(share), "grid").Text(Left - 6, Y(share) + 4, share.ToString("0.##", CultureInfo.InvariantCulture), "soft", "end");
        }
        drawing.Text((Left + Right) / 2, Height - 10, x, "soft").Text(14, (Top + Bottom) / 2, y, "soft", turn: -90);
        return this;
    }

    /// <summary>A label under the x axis.</summary>
    public Axes Tick(double share, string text)
    {
        drawing.Text(X(share), Bottom + 16, text, "soft");
        return this;
    }

    /// <summary>Labels 0, 0.2 … 1 under the x axis.</summary>
    public Axes ShareTicks()
    {
        for (var step = 0; step <= 5; step++)
            Tick(step / 5.0, (step / 5.0).ToString("0.#", CultureInfo.InvariantCulture));
        return this;
    }
}
