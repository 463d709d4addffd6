using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>The directory's services by all their names, in any case and punctuation.</summary>
internal sealed class KnownServices
{
    private readonly Dictionary<string, Service> _byName = new(StringComparer.Ordinal);

    public KnownServices(ResponderDirectory directory)
    {
        var services = directory.Parts.Services;
        IEnumerable<(string Name, Service Service)> names = [.. services.Select(s => (s.Key, s)), .. services.SelectMany(s => s.Aliases, (s, alias) => (alias, s)), .. services.Select(s => (s.Name, s))];
        foreach (var (name, service) in names)
            _byName.TryAdd(ServiceKey.Fold(name), service);
    }

    /// <summary>Null when the directory has none of that name.</summary>
    public Service? Find(string name) => ServiceKey.Fold(name) is { Length: > 0 } folded ? _byName.GetValueOrDefault(folded) : null;

    /// <summary>The service that claims speak of: by what they call it, then by its name for people. That they give it an alias says nothing.</summary>
    public Service? Find(IReadOnlyList<OwnershipClaim> claims) =>
        claims.SelectMany(ClaimGroups.OwnNamesOf).Select(Find).FirstOrDefault(s => s is not null);
}
