using Classifier.Alerts;
using Classifier.Directories;

namespace Classifier.Api.Lookups;

/// <summary>What is asked about.</summary>
/// <param name="Services">Names of the service: as written, its key and aliases; empty where none is known.</param>
/// <param name="Places">Names of where it is: key, region, site, cluster and aliases; empty where none is known.</param>
/// <param name="Since">First instant.</param>
/// <param name="Until">Last instant.</param>
internal sealed record LookupScope(IReadOnlyList<string> Services, IReadOnlyList<string> Places, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>The scope of a service, or of an incident's service and place.</summary>
    /// <param name="directory">Knows other names.</param>
    /// <param name="service">A name, key or alias; null for none.</param>
    /// <param name="location">Where; null for anywhere.</param>
    /// <param name="since">First instant.</param>
    /// <param name="until">Last instant.</param>
    public static LookupScope Of(ResponderDirectory directory, string? service, Location? location, DateTimeOffset since, DateTimeOffset until)
    {
        var known = service is null ? null : directory.Service(service);
        var place = location?.Key is { } key ? directory.Parts.Places.FirstOrDefault(p => p.Key == key) : null;
        return new(
            Names([service, known?.Key, .. known?.Aliases ?? []]),
            Names([location?.Key, location?.Region, location?.Site, location?.Cluster, .. place?.Aliases ?? []]),
            since, until);
    }

    // Nobody's name holds a control character, and not every query language can write one.
    private static IReadOnlyList<string> Names(IEnumerable<string?> names) =>
        [.. names.OfType<string>().Where(n => n.Length > 0 && !n.Any(char.IsControl)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
