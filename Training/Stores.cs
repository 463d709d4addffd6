using Classifier.History;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Training.Import;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Training;

/// <summary>The database, as far as training needs it. The one place where a storage is chosen.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly SqliteDatabase _database;

    private Stores(SqliteDatabase database) => _database = database;

    /// <summary>Imported tickets.</summary>
    public IHistoryStore History => new SqliteHistoryStore(_database);

    /// <summary>What people said in rooms.</summary>
    public ILabelStore Labels => new SqliteLabelStore(_database);

    /// <summary>The service's incidents.</summary>
    public IIncidentStore Incidents => new SqliteIncidentStore(_database);

    /// <summary>Opens the database of a home, and makes it where there is none.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static async Task<Stores> OpenAsync(Home home, CancellationToken cancellationToken)
    {
        try
        {
            return new(await SqliteDatabase.OpenAsync(home.DatabaseFile, NullLogger.Instance, cancellationToken));
        }
        catch (StoreUnavailableException e)
        {
            throw new InputException(e.Message);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
