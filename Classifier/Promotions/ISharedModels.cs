namespace Classifier.Promotions;

/// <summary>A promotion that all nodes of a database follow.</summary>
/// <param name="Number">Counts promotions from 1: of two at once, one alone gets the next number.</param>
/// <param name="Version">The champion.</param>
/// <param name="Previous">The champion before it; null when there was none.</param>
/// <param name="PromotedAt">Since when.</param>
public sealed record SharedChampion(long Number, string Version, string? Previous, DateTimeOffset PromotedAt);

/// <summary>Part of a file of a version, short enough to be held in memory.</summary>
/// <param name="File">Plain file name.</param>
/// <param name="Part">Place in the file, from 0.</param>
/// <param name="Bytes">At most <see cref="MaxBytes"/>.</param>
public sealed record ModelPart(string File, int Part, byte[] Bytes)
{
    /// <summary>4 MiB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;
}

/// <summary>The champion in the database, with its bytes and those of the version before it.</summary>
public interface ISharedModels
{
    /// <summary>The promotion to follow; null when nothing was promoted yet.</summary>
    Task<SharedChampion?> ChampionAsync(CancellationToken cancellationToken);

    /// <summary>Makes a version champion and stores its bytes where they are not stored yet; all of it, or nothing.</summary>
    /// <param name="champion">With the next number.</param>
    /// <param name="parts">Of the version; read anew when the transaction runs again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the number is taken: another promotion came first.</returns>
    Task<bool> TryPromoteAsync(SharedChampion champion, IEnumerable<ModelPart> parts, CancellationToken cancellationToken);

    /// <summary>Reads a version part by part, files in any order, a file's parts in theirs; nothing when it is not stored.</summary>
    IAsyncEnumerable<ModelPart> ReadAsync(string version, CancellationToken cancellationToken);
}
