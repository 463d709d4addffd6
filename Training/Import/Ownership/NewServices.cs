using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>Makes entries of the directory from what sources say of services that it does not have.</summary>
/// <param name="directory">As it is.</param>
/// <param name="known">Its services by name.</param>
/// <param name="owned">The new services.</param>
internal sealed class NewServices(ResponderDirectory directory, KnownServices known, IReadOnlyList<OwnedService> owned)
{
    /// <summary>Keys of new services, by all that they are called. Of what several are called, the name stands for none.</summary>
    private readonly ILookup<string, string> _keys = owned
        .SelectMany(o => o.Claims.SelectMany(ClaimGroups.NamesOf).Select(name => (Name: ServiceKey.Fold(name), Key: o.Key)))
        .Distinct().ToLookup(n => n.Name, n => n.Key);

    public IReadOnlyList<AddedService> Make() => [.. owned.Select(Make)];

    private AddedService Make(OwnedService owned)
    {
        var (claims, key, leftOut) = (owned.Claims, owned.Key, new List<string>());
        var service = new Service(
            key, claims.Select(c => c.Name).FirstOrDefault(n => n is not null) ?? key, owned.Team,
            PlaceOf(claims, leftOut), AliasesOf(claims, key, leftOut), NeededBy(claims, key, leftOut));
        return new(service, claims[0].At, owned.Owner, [.. claims.Skip(1).Select(c => c.At)], leftOut);
    }

    private string? PlaceOf(IReadOnlyList<OwnershipClaim> claims, List<string> leftOut)
    {
        if (claims.Select(c => c.Location).FirstOrDefault(l => l is not null) is not { } location)
            return null;
        var place = directory.ResolvePlace(location);
        if (place is null)
            leftOut.Add($"location {location}, which the directory does not have");
        return place;
    }

    // Labels name a service as the source spells it, so that is a name of it too.
    private List<string> AliasesOf(IReadOnlyList<OwnershipClaim> claims, string key, List<string> leftOut)
    {
        var aliases = new List<string>();
        foreach (var alias in claims.SelectMany(c => c.Aliases.Prepend(c.Service)).Distinct(StringComparer.OrdinalIgnoreCase).Where(a => !a.Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            if (known.Find(alias) is { } other)
                leftOut.Add($"alias {alias}, which is {other.Key}");
            else if (OtherOf(alias, key) is { } another)
                leftOut.Add($"alias {alias}, which {another} is called too");
            else
                aliases.Add(alias);
        }
        return aliases;
    }

    private List<string> NeededBy(IReadOnlyList<OwnershipClaim> claims, string key, List<string> leftOut)
    {
        var needed = new List<string>();
        foreach (var name in claims.SelectMany(c => c.DependsOn).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (known.Find(name)?.Key is { } there)
                needed.Add(there);
            else if (KeyOf(name) is { } added)
                needed.Add(added);
            else
                leftOut.Add($"depends_on {name}, which is no service of the directory");
        }
        return [.. needed.Distinct().Where(n => n != key)];
    }

    private string? OtherOf(string name, string key) =>
        ServiceKey.Fold(name) is var folded && folded == ServiceKey.Fold(key) ? null : _keys[folded].FirstOrDefault(k => k != key);

    private string? KeyOf(string name)
    {
        var keys = _keys[ServiceKey.Fold(name)].ToList();
        return keys.Count == 1 ? keys[0] : keys.FirstOrDefault(k => ServiceKey.Fold(k) == ServiceKey.Fold(name));
    }
}
