using System.Runtime.CompilerServices;
using Classifier.Promotions;
using Dapper;

namespace Classifier.Storage;

/// <summary>The shared champion and the bytes of it and of the one before it; older ones are deleted.</summary>
public sealed class SharedModels(IDatabase database) : ISharedModels
{
    private readonly SqlText _sql = database.Sql("Models");

    /// <inheritdoc />
    public async Task<SharedChampion?> ChampionAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ChampionRow>(_sql["Champion"]), cancellationToken))?.ToChampion();

    /// <inheritdoc />
    public Task<bool> TryPromoteAsync(SharedChampion champion, IEnumerable<ModelPart> parts, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var (version, previous) = (champion.Version, champion.Previous);
        // First, so that of two promotions at once the second waits here and then finds the number taken.
        if (await transaction.ExecuteAsync(_sql["Promote"], new { champion.Number, Version = version, Previous = previous, PromotedAtUs = champion.PromotedAt.ToMicros() }) == 0)
            return false;
        if (await transaction.SingleOrDefaultAsync<long>(_sql["CountParts"], new { Version = version }) == 0)
        {
            foreach (var part in parts)
                await transaction.ExecuteAsync(_sql["AddPart"], new { Version = version, part.File, part.Part, part.Bytes });
        }
        await transaction.ExecuteAsync(_sql["DeleteOthers"], new { Version = version, Previous = previous });
        return true;
    }, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<ModelPart> ReadAsync(string version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = await database.ReadAsync(async connection => (await connection.QueryAsync<PartKey>(_sql["Parts"], new { Version = version })).AsList(), cancellationToken);
        foreach (var key in keys)
        {
            // Gone when two promotions came since; what was read then is not whole, and the manifest says so.
            if (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<byte[]>(_sql["Part"], new { Version = version, key.File, key.Part }), cancellationToken) is { } bytes)
                yield return new(key.File, key.Part, bytes);
        }
    }

    private sealed class PartKey
    {
        public string File { get; set; } = "";
        public int Part { get; set; }
    }

    private sealed class ChampionRow
    {
        public long Number { get; set; }
        public string Version { get; set; } = "";
        public string? Previous { get; set; }
        public long PromotedAtUs { get; set; }

        public SharedChampion ToChampion() => new(Number, Version, Previous, Micros.FromMicros(PromotedAtUs));
    }
}
