using Classifier.Storage.Postgres;
using Classifier.Storage.Sqlite;
using Classifier.Storage.SqlServer;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage;

/// <summary>The settings of the storage contradict each other, or name what does not exist.</summary>
public sealed class StorageSettingsException(string message) : Exception(message);

/// <summary>Which database keeps the state. The one place where it is chosen.</summary>
/// <param name="Provider"><c>sqlite</c>, <c>postgres</c> or <c>sqlserver</c>.</param>
/// <param name="ConnectionString">Null for SQLite, whose file is in the home's <c>var/</c>.</param>
/// <param name="BacksUp">Whether a server's database is backed up before its schema is changed; a SQLite file always is.</param>
public sealed record StorageSettings(string Provider, string? ConnectionString, bool BacksUp = true)
{
    /// <summary>One file, one host.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A server, one node or several.</summary>
    public const string Postgres = "postgres";

    /// <summary>The other server, one node or several.</summary>
    public const string SqlServer = "sqlserver";

    private const string ProviderSetting = "Storage:Provider";
    private const string ConnectionSetting = "Storage:ConnectionString";

    /// <summary>Name of <see cref="BacksUp"/>.</summary>
    internal const string BackupSetting = "Storage:BackupBeforeMigration";

    /// <summary>The settings as environment variables, for a child process: a command line would show the password.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables => [new(VariableOf(ProviderSetting), Provider), new(VariableOf(ConnectionSetting), ConnectionString), new(VariableOf(BackupSetting), BacksUp ? "true" : "false")];

    /// <summary>Reads <c>Storage:Provider</c>, <c>Storage:ConnectionString</c> and <c>Storage:BackupBeforeMigration</c>.</summary>
    /// <param name="setting">A setting by its name; null or empty when it is not given.</param>
    /// <exception cref="StorageSettingsException">The provider is unknown, or it and the connection string do not fit.</exception>
    public static StorageSettings Read(Func<string, string?> setting)
    {
        var provider = setting(ProviderSetting) is { Length: > 0 } given ? given : Sqlite;
        var connection = setting(ConnectionSetting) is { Length: > 0 } text ? text : null;
        if (!bool.TryParse(setting(BackupSetting) is { Length: > 0 } wish ? wish : "true", out var backsUp))
            throw new StorageSettingsException($"{BackupSetting} '{setting(BackupSetting)}' is neither true nor false");
        return provider switch
        {
            Sqlite when connection is not null => throw new StorageSettingsException($"{ConnectionSetting} is given, but {ProviderSetting} is {Sqlite}, which needs none; is it {Postgres} or {SqlServer}?"),
            Postgres or SqlServer when connection is null => throw new StorageSettingsException($"{ProviderSetting} {provider} needs {ConnectionSetting} (environment: {VariableOf(ConnectionSetting)})"),
            Sqlite or Postgres or SqlServer => new(provider, connection, backsUp),
            _ => throw new StorageSettingsException($"{ProviderSetting} '{provider}' is unknown; known are {Sqlite}, {Postgres} and {SqlServer}"),
        };
    }

    /// <summary>Reads them from the environment: <c>Storage__Provider</c> and so on.</summary>
    /// <exception cref="StorageSettingsException">As <see cref="Read"/>.</exception>
    public static StorageSettings OfEnvironment() => Read(name => Environment.GetEnvironmentVariable(VariableOf(name)));

    /// <summary>Opens the database, and makes or migrates its schema where needed.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be written.</exception>
    /// <exception cref="NewerSchemaException">It belongs to a newer program.</exception>
    /// <exception cref="StorageSettingsException">It should be backed up first and cannot be, or its connection string cannot be read.</exception>
    public async Task<IDatabase> OpenAsync(Home home, ILogger logger, CancellationToken cancellationToken) => Provider switch
    {
        Postgres => await PostgresDatabase.OpenAsync(ConnectionString!, logger, cancellationToken, BacksUp ? home.Var : null),
        SqlServer => await SqlServerDatabase.OpenAsync(ConnectionString!, logger, cancellationToken, BacksUp),
        _ => await SqliteDatabase.OpenAsync(home.DatabaseFile, logger, cancellationToken),
    };

    private static string VariableOf(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);
}
