using Classifier.History;
using Classifier.Training.Import;

namespace Classifier.Training;

/// <summary>The database, as far as training needs it. The one place where a storage is chosen.</summary>
/// <param name="History">Imported tickets.</param>
/// <param name="Labels">What people said in rooms.</param>
internal sealed record Stores(IHistoryStore History, ILabelStore Labels)
{
    /// <summary>Opens the database of a home.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static Task<Stores> OpenAsync(Home home, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new InputException($"{home.DatabaseFile}: no database");
    }
}
