namespace Classifier.Training.Preflight;

/// <summary>Something about the rows that makes a model worse than it could be.</summary>
/// <param name="Kind"><c>few_rows</c>, <c>few_classes</c>, <c>single_row_class</c>, <c>dead_team</c>, <c>unknown_team</c>, <c>conflicting_labels</c> or <c>duplicates</c>.</param>
/// <param name="Target">The target that it concerns; null for the rows as such.</param>
/// <param name="Count">Classes, texts or rows that have it.</param>
/// <param name="Rows">Rows that are concerned.</param>
/// <param name="Subjects">The first of them by name, never their text.</param>
/// <param name="Text">One line for people.</param>
internal sealed record DataFault(string Kind, string? Target, int Count, int Rows, IReadOnlyList<string> Subjects, string Text)
{
    private const int MostSubjects = 10;

    /// <summary>A fault that names the first ten of its subjects after <paramref name="what"/> is wrong with them.</summary>
    public static DataFault Of(string kind, string? target, int rows, IReadOnlyCollection<string> subjects, string what)
    {
        IReadOnlyList<string> named = [.. subjects.Take(MostSubjects)];
        var more = subjects.Count > named.Count ? $" and {subjects.Count - named.Count} more" : "";
        return new(kind, target, subjects.Count, rows, named, $"{(target is null ? "" : target + ": ")}{what}: {string.Join(", ", named)}{more}");
    }
}
