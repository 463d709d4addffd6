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
    private const double FaintestCell = 0.08;

    // Mistakes are told by their number; on a full colour it would not be read well.
    private const double StrongestMistake = 0.5;

    public static string Draw(string target, ConfusionMatrix matrix)
    {
        List<string> names = [.. matrix.Classes, .. matrix.Others > 0 ? [$"({matrix.Others} others)"] : Array.Empty<string>()];
        var side = names.Count * Cell;
        var most = matrix.Rows.Index().SelectMany(r => r.Item.Where((_, column) => column != r.Index)).DefaultIfEmpty(0).Max();
        var drawing = new Drawing(Left + side + 70, Top + side + 16, $"{target}: what is answered with what");
        drawing.Text(12, Top - 8, "is ↓ answered →", "soft", "start");
        foreach (var (i, name) in names.Index())
        {
            drawing.Text(Left - 6, Top + (i + 0.5) * Cell + 4, Short(name), anchor: "end");
            drawing.Text(Left + (i + 0.5) * Cell + 4, Top - 6, Short(name), anchor: "start", turn: -50);
            DrawRow(drawing, i, matrix.Rows[i], most);
        }
        for (var i = 0; i <= names.Count; i++)
            drawing.Line(Left, Top + i * Cell, Left + side, Top + i * Cell, "grid").Line(Left + i * Cell, Top, Left + i * Cell, Top + side, "grid");
        return drawing.ToString();
    }

    /// <summary>The diagonal is as strong as its share of the row, a mistake as it is beside the <paramref name="most"/> frequent one.</summary>
    private static void DrawRow(Drawing drawing, int row, IReadOnlyList<int> counts, int most)
    {
        foreach (var (column, count) in counts.Index().Where(c => c.Item > 0))
        {
            var (x, y, strength) = (Left + column * Cell, Top + row * Cell, row == column ? (double)count / counts.Sum() : StrongestMistake * count / most);
            drawing.Box(x, y, Cell, Cell, row == column ? "right" : "wrong", FaintestCell + (1 - FaintestCell) * strength);
            drawing.Text(x + Cell / 2, y + Cell / 2 + 4, count.ToString(CultureInfo.InvariantCulture), strength > 0.5 ? "on" : "");
        }
    }

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..(LongestName - 1)]}…";
}
