namespace Classifier.Training.Import.Ownership;

/// <summary>What an owner may be.</summary>
internal enum OwnerSort
{
    Any,
    Team,
    Person,
}

/// <summary>An owner as a source names it.</summary>
/// <param name="Written">As it is written.</param>
/// <param name="Name">What to look for.</param>
/// <param name="Sort">What the way of writing says it is.</param>
internal sealed record OwnerReference(string Written, string Name, OwnerSort Sort)
{
    /// <summary><c>@org/team</c>, <c>@group/nested/team</c>, <c>@person</c> or <c>@group</c>, a mail address, or GitLab's <c>@@role</c>, which is nobody.</summary>
    public static OwnerReference OfCodeOwners(string written)
    {
        if (written.StartsWith("@@", StringComparison.Ordinal))
            return new(written, written, OwnerSort.Person);
        var name = written.TrimStart('@');
        return written.StartsWith('@') && name.LastIndexOf('/') is > 0 and var slash
            ? new(written, name[(slash + 1)..], OwnerSort.Team)
            : new(written, name, OwnerSort.Any);
    }

    /// <summary><c>team-a</c>, <c>default/team-a</c>, <c>group:default/team-a</c> or <c>user:jane</c>; a group where no kind is written.</summary>
    public static OwnerReference OfBackstage(string written)
    {
        var reference = EntityReference.Parse(written);
        return new(written, reference.Name, reference.Kind is "user" ? OwnerSort.Person : OwnerSort.Team);
    }

    /// <summary>A cell: any name, or Backstage's way of writing where it begins with a kind.</summary>
    public static OwnerReference OfCell(string written) =>
        EntityReference.Parse(written).Kind is "user" or "group" ? OfBackstage(written)
        : written.StartsWith('@') ? OfCodeOwners(written)
        : new(written, written, OwnerSort.Any);
}

/// <summary>Backstage's <c>[kind:][namespace/]name</c>.</summary>
/// <param name="Kind">Lower case; null where none is written.</param>
/// <param name="Name">Without its namespace.</param>
internal readonly record struct EntityReference(string? Kind, string Name)
{
    public static EntityReference Parse(string text)
    {
        var colon = text.IndexOf(':');
        return new(colon < 0 ? null : text[..colon].Trim().ToLowerInvariant(), text[(Math.Max(colon, text.LastIndexOf('/')) + 1)..].Trim());
    }
}
