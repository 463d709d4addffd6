using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>Whether classes with few rows are found at all.</summary>
/// <param name="sizes">Of one target, smallest first.</param>
internal sealed class ClassSizeReport(IReadOnlyList<ClassSizeFigures> sizes)
{
    /// <summary>A size in words, e.g. <c>rare (3 to 20 fitted rows)</c>.</summary>
    public static string Name(ClassSizeFigures size) => size.MostFitted is { } most
        ? $"{size.Size} ({size.FewestFitted} to {most} fitted rows)"
        : $"{size.Size} ({size.FewestFitted} fitted rows or more)";

    public void WriteTo(MarkdownPage page)
    {
        page.Heading(3, "Rare and large classes");
        page.Table(["class", "classes", "found at least once", "kept-back rows", "recall", "top 3"], sizes.Select(s => (string[])
            [Name(s), Number(s.Classes), Number(s.Found), Number(s.Rows), Number(s.Recall), Number(s.Top3Recall)]));
    }
}
