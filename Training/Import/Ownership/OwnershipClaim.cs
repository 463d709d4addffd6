namespace Classifier.Training.Import.Ownership;

/// <summary>Kinds of sources, the one that counts most first. The directory itself counts before all of them.</summary>
internal enum OwnershipKind
{
    /// <summary>A service catalogue as CSV.</summary>
    Catalogue,

    /// <summary>Backstage's <c>catalog-info.yaml</c>.</summary>
    Backstage,

    /// <summary>GitHub's or GitLab's <c>CODEOWNERS</c>.</summary>
    CodeOwners,
}

/// <summary>Where something is written.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct SourceLine(string File, long Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>What one place says of a service.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="At">Where.</param>
/// <param name="Service">As the source spells it; its key is <see cref="ServiceKey.Of"/>, which is not empty.</param>
/// <param name="Owners">Not empty, in the order of the source.</param>
internal sealed record OwnershipClaim(OwnershipKind Kind, SourceLine At, string Service, IReadOnlyList<OwnerReference> Owners)
{
    /// <summary>For people; null where the source has none.</summary>
    public string? Name { get; init; }

    /// <summary>As the source spells it; null where it has none.</summary>
    public string? Location { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names of the services that it cannot do without.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}

/// <summary>An entry that says nothing of a service's owner.</summary>
/// <param name="At">Where.</param>
/// <param name="What">The entry, short.</param>
/// <param name="Why">For people.</param>
internal sealed record UnusedEntry(SourceLine At, string What, string Why);
