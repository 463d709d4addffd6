namespace Classifier.Training.Import.Ownership;

/// <summary>What an ownership source holds, in its order.</summary>
/// <param name="Claims">Who owns what.</param>
/// <param name="Unused">Entries that say nothing of a service.</param>
/// <param name="BadRows">Entries that cannot be read.</param>
/// <param name="Groups">Backstage's groups and users, which help to find a team by another name.</param>
internal sealed record OwnershipFile(
    IReadOnlyList<OwnershipClaim> Claims, IReadOnlyList<UnusedEntry> Unused, IReadOnlyList<BadRow> BadRows, IReadOnlyList<OwnerGroup> Groups);
