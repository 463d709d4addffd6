using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Classifier.Storage.SqlServer;

/// <summary>Commits, and when the answer is lost looks for a row that was written in the same transaction.</summary>
/// <remarks>Without that a lost answer would be reported as nothing kept, and what is sent again would be there twice.</remarks>
/// <param name="connect">Opens a connection.</param>
/// <param name="sql">The database's own statements.</param>
internal sealed class CommitOutcome(Func<CancellationToken, Task<SqlConnection>> connect, SqlText sql)
{
    private const int MaxLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Markers of transactions whose commit is known; each makes room for another, so that the table stays small.</summary>
    private readonly ConcurrentQueue<long> _settled = new();

    /// <summary>Returns when the transaction is known to be committed.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was kept, or the server did not come back in time to tell.</exception>
    public async Task CommitAsync(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellationToken)
    {
        long? settled = _settled.TryDequeue(out var known) ? known : null;
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql["Mark"], new { Settled = settled }, transaction, cancellationToken: cancellationToken));
        try
        {
            await transaction.CommitAsync(CancellationToken.None);      // whoever stops waiting here would not know what is kept
        }
        catch (Exception error) when (!SqlServerFaults.IsOfARace(error))     // whatever it is: the driver says InvalidOperation and NullReference here too
        {
            await connection.CloseAsync();      // a transaction that is still open there would keep the look-up waiting
            if (!await WasKeptAsync(id, error))
                throw new StoreUnavailableException(error.Message, error);
        }
        _settled.Enqueue(id);
    }

    private async Task<bool> WasKeptAsync(long id, Exception lost)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            try
            {
                await using var connection = await connect(CancellationToken.None);
                return await connection.ExecuteScalarAsync<bool>(sql["WasMarked"], new { Id = id });
            }
            catch (Exception error) when (error is StoreUnavailableException || SqlServerFaults.IsOfTheServer(error))
            {
                // Still away.
            }
            await Task.Delay(BetweenLooks);
        }
        throw new StoreUnavailableException("the connection was lost while committing, and the server did not come back to tell whether it was kept", lost);
    }
}
