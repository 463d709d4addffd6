namespace Classifier.Training.Import.Ownership;

/// <summary>Puts together what is said of one service.</summary>
internal static class ClaimGroups
{
    /// <summary>
    /// One list a service, in the order of the sources; in each list the claim that counts most comes first: by the kind of source,
    /// of one kind the later. Keys that differ in case and punctuation are one service, and so are a key or name and any name of a
    /// service of a kind that counts more.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<OwnershipClaim>> Of(IReadOnlyList<OwnershipClaim> claims)
    {
        var groups = new List<List<OwnershipClaim>>();
        var byName = new Dictionary<string, List<OwnershipClaim>>(StringComparer.Ordinal);
        foreach (var kind in claims.GroupBy(c => c.Kind).OrderBy(k => k.Key))
        {
            foreach (var same in kind.GroupBy(c => ServiceKey.Fold(c.Service)))
            {
                if (same.SelectMany(OwnNamesOf).Select(n => byName.GetValueOrDefault(ServiceKey.Fold(n))).FirstOrDefault(g => g is not null) is { } known)
                    known.AddRange(same.Reverse());
                else
                    groups.Add([.. same.Reverse()]);
            }
            Remember(groups, byName);
        }
        var order = claims.Select((claim, at) => (claim, at)).ToDictionary(c => (object)c.claim, c => c.at, ReferenceEqualityComparer.Instance);
        return [.. groups.OrderBy(g => g.Min(c => order[c]))];
    }

    /// <summary>What a claim calls its service, and its name for people.</summary>
    public static IEnumerable<string> OwnNamesOf(OwnershipClaim claim) => claim.Name is null ? [claim.Service] : [claim.Service, claim.Name];

    /// <summary>All names that a claim gives its service.</summary>
    public static IEnumerable<string> NamesOf(OwnershipClaim claim) => OwnNamesOf(claim).Concat(claim.Aliases);

    private static void Remember(List<List<OwnershipClaim>> groups, Dictionary<string, List<OwnershipClaim>> byName)
    {
        // What something is called itself goes before what others call it.
        foreach (var group in groups)
            byName.TryAdd(ServiceKey.Fold(group[0].Service), group);
        foreach (var group in groups)
        {
            foreach (var name in group.SelectMany(NamesOf).Select(ServiceKey.Fold).Where(n => n.Length > 0))
                byName.TryAdd(name, group);
        }
    }
}
