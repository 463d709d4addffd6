using System.Globalization;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>What is answered with what: a row per true class, a column per answer, the more a class is mistaken the further up and left.</summary>
internal static class ConfusionPicture
{
    private const double Cell = 34;
    private const double Left = 158;
    private const double Top = 140;
    private const int LongestName = 22;

    // Even a single mistake must be seen.
    private const double FaintestCell = 0.12;

    public static string Draw(string target, ConfusionMatrix matrix)
    {
        List<string> names = [.. matrix.Classes, .. matrix.Others > 0 ? [$"({matrix.Others} others)"] : Array.Empty<string>()];
        var side = names.Count * Cell;
        var drawing = new Drawing(Left + side + 70, Top + side + 16, $"{target}: what is answered with what");
        drawing.Text(12, Top - 8, "is ↓ answered →", "soft", "start");
        foreach (var (i, name) in names.Index())
        {
            drawing.Text(Left - 6, Top + (i + 0.5) * Cell + 4, Short(name), anchor: "end");
            drawing.Text(Left + (i + 0.5) * Cell + 4, Top - 6, Short(name), anchor: "start", turn: -50);
            DrawRow(drawing, i, matrix.Rows[i]);
        }
        for (var i = 0; i <= names.Count; i++)
            drawing.Line(Left, Top + i * Cell, Left + side, Top + i * Cell, "grid").Line(Left + i * Cell, Top, Left + i * Cell, Top + side, "grid");
        return drawing.ToString();
    }

    private static void DrawRow(Drawing drawing, int row, IReadOnlyList<int> counts)
    {
        var all = Math.Max(counts.Sum(), 1);
        foreach (var (column, count) in counts.Index().Where(c => c.Item > 0))
        {
            var (x, y, share) = (Left + column * Cell, Top + row * Cell, (double)count / all);
            drawing.Box(x, y, Cell, Cell, row == column ? "right" : "wrong", FaintestCell + (1 - FaintestCell) * share);
            drawing.Text(x + Cell / 2, y + Cell / 2 + 4, count.ToString(CultureInfo.InvariantCulture), share > 0.55 ? "on" : "");
        }
    }

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..(LongestName - 1)]}…";
}
