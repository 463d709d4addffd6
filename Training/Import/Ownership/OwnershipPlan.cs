using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>What becomes of the directory by what sources say.</summary>
/// <param name="Added">Services that the directory does not have.</param>
/// <param name="Known">Claims that say what the directory says.</param>
/// <param name="Conflicts">Claims that name another owner than the one that counts.</param>
/// <param name="UnknownOwners">Owners that stand for no team of the directory.</param>
internal sealed record OwnershipPlan(
    IReadOnlyList<AddedService> Added, IReadOnlyList<KnownService> Known, IReadOnlyList<OwnerConflict> Conflicts, IReadOnlyList<UnknownOwner> UnknownOwners);

/// <summary>A service to be added.</summary>
/// <param name="Service">As it will stand in the directory.</param>
/// <param name="At">The place that counts.</param>
/// <param name="Owner">Its owner as that place writes it.</param>
/// <param name="Also">Other places that speak of it.</param>
/// <param name="LeftOut">What was said of it and cannot be taken, for people.</param>
internal sealed record AddedService(Service Service, SourceLine At, string Owner, IReadOnlyList<SourceLine> Also, IReadOnlyList<string> LeftOut);

/// <summary>What is said of a service that the directory does not have.</summary>
/// <param name="Claims">What counts most first.</param>
/// <param name="Team">Key of the team that the first claim's owner stands for.</param>
/// <param name="Owner">That owner as it is written.</param>
internal sealed record OwnedService(IReadOnlyList<OwnershipClaim> Claims, string Team, string Owner)
{
    /// <summary>The key that it gets.</summary>
    public string Key => ServiceKey.Of(Claims[0].Service);
}

/// <summary>A service that the directory has already, with the same owner.</summary>
/// <param name="At">The place that says so too.</param>
/// <param name="Service">As the directory has it.</param>
/// <param name="In">Where the directory has it.</param>
internal sealed record KnownService(SourceLine At, Service Service, SourceLine In);

/// <summary>Two places name different owners.</summary>
/// <param name="At">The place that does not count.</param>
/// <param name="Service">Key of the service.</param>
/// <param name="Owner">Key of the team that it names.</param>
/// <param name="Counting">Key of the team that counts.</param>
/// <param name="CountsAt">Where that stands.</param>
internal sealed record OwnerConflict(SourceLine At, string Service, string Owner, string Counting, SourceLine CountsAt);

/// <summary>An owner that stands for no team.</summary>
/// <param name="At">Where.</param>
/// <param name="Written">As it is written.</param>
/// <param name="Service">Key of the service.</param>
/// <param name="OwnedBy">Key of the team that owns it all the same; null where the service is left out.</param>
internal sealed record UnknownOwner(SourceLine At, string Written, string Service, string? OwnedBy);
