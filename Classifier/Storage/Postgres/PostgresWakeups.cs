using Dapper;
using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>LISTEN and NOTIFY. Never inside a transaction that writes: those that notify are committed one after the other.</summary>
internal static class PostgresWakeups
{
    private const string Channel = "classifier";

    public static async Task SendAsync(NpgsqlDataSource source, string what, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("SELECT pg_notify(@Channel, @What)", new { Channel, What = what }, cancellationToken: cancellationToken));
        }
        catch (Exception error) when (PostgresFaults.IsOfTheServer(error))
        {
            throw new StoreUnavailableException($"nobody can be woken: {error.Message}", error);
        }
    }

    public static async Task ListenAsync(NpgsqlDataSource source, Action<string> woken, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            connection.Notification += (_, notification) => woken(notification.Payload);
            await connection.ExecuteAsync(new CommandDefinition($"LISTEN {Channel}", cancellationToken: cancellationToken));
            while (true)
                await connection.WaitAsync(cancellationToken);
        }
        catch (Exception error) when (PostgresFaults.IsOfTheServer(error))
        {
            throw new StoreUnavailableException($"nobody can wake us: {error.Message}", error);
        }
    }
}
