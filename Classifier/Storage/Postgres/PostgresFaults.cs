using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>What an error of the driver means for us.</summary>
internal static class PostgresFaults
{
    private const string IdleInTransaction = "25P03";       // idle_in_transaction_session_timeout; the driver has no name for it

    /// <summary>Another transaction was in the way, or we stood still and kept others waiting, and nothing of ours was kept: the work may run again and will see what the other did.</summary>
    public static bool IsOfARace(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation or IdleInTransaction,
    };

    /// <summary>The server is gone, full, closing or read-only, or gave us up; nothing is wrong with the statement.</summary>
    public static bool IsOfTheServer(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or IdleInTransaction } => true,
        // Connection, insufficient resources, operator intervention (a time-out among them), the system itself.
        PostgresException known => known.SqlState[..2] is "08" or "53" or "57" or "58",
        NpgsqlException or TimeoutException => true,
        _ => false,
    };
}
