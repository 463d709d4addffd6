using Classifier.History;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Training.Import;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Training;

/// <summary>The database, as far as training needs it.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly IDatabase _database;

    private Stores(IDatabase database) => _database = database;

    /// <summary>Imported tickets.</summary>
    public IHistoryStore History => new HistoryStore(_database);

    /// <summary>What people said in rooms.</summary>
    public ILabelStore Labels => new LabelStore(_database);

    /// <summary>The service's incidents.</summary>
    public IIncidentStore Incidents => new IncidentStore(_database);

    /// <summary>Opens the database that the environment names, by default the home's file, and makes it where there is none.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static async Task<Stores> OpenAsync(Home home, CancellationToken cancellationToken)
    {
        try
        {
            return new(await StorageSettings.OfEnvironment().OpenAsync(home, NullLogger.Instance, cancellationToken));
        }
        catch (Exception e) when (e is StoreUnavailableException or NewerSchemaException or StorageSettingsException)
        {
            throw new InputException(e.Message);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
