using Dapper;
using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>Commits, and when the answer is lost looks up by the transaction's id what became of it.</summary>
/// <remarks>Without that a lost answer would be reported as nothing kept, and what is sent again would be there twice.</remarks>
internal sealed class CommitOutcome(NpgsqlDataSource source)
{
    private const int MaxLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the transaction is known to be committed.</summary>
    /// <exception cref="NpgsqlException">Nothing was kept, or the server did not come back in time to tell.</exception>
    public async Task CommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var id = await connection.ExecuteScalarAsync<string?>(new CommandDefinition("SELECT pg_current_xact_id_if_assigned()::text", transaction: transaction, cancellationToken: cancellationToken));
        try
        {
            await transaction.CommitAsync(CancellationToken.None);      // whoever stops waiting here would not know what is kept
        }
        catch (Exception error) when (id is not null && PostgresFaults.IsOfTheServer(error))
        {
            if (!await WasKeptAsync(id, error))
                throw;
        }
    }

    private async Task<bool> WasKeptAsync(string id, Exception lost)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                var status = await connection.ExecuteScalarAsync<string?>("SELECT pg_xact_status(@Id::xid8)", new { Id = id });
                if (status is "committed" or "aborted")
                    return status == "committed";
            }
            catch (NpgsqlException)
            {
                // Still away.
            }
            await Task.Delay(BetweenLooks);
        }
        throw new NpgsqlException("the connection was lost while committing, and the server did not come back to tell whether it was kept", lost);
    }
}
