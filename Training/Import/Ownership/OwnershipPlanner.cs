using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>
/// Decides what becomes of the directory by what sources say. What the directory says of a service stays; then a service catalogue
/// counts, then Backstage, then <c>CODEOWNERS</c>. A service whose owner is not known is left out, whatever others say of it.
/// </summary>
internal sealed class OwnershipPlanner
{
    private readonly ResponderDirectory _directory;
    private readonly IReadOnlyList<IReadOnlyList<OwnershipClaim>> _services;
    private readonly OwnerMap _owners;
    private readonly KnownServices _known;
    private readonly Func<Service, SourceLine> _placeOf;

    private readonly List<KnownService> _same = [];
    private readonly List<OwnerConflict> _conflicts = [];
    private readonly List<UnknownOwner> _unknown = [];

    /// <param name="directory">As it is.</param>
    /// <param name="files">What was read, in the order of the call.</param>
    /// <param name="placeOf">Where the directory's file has a service.</param>
    public OwnershipPlanner(ResponderDirectory directory, IReadOnlyList<OwnershipFile> files, Func<Service, SourceLine> placeOf)
    {
        (_directory, _placeOf) = (directory, placeOf);
        _services = ClaimGroups.Of([.. files.SelectMany(f => f.Claims)]);
        _owners = new(directory, files.SelectMany(f => f.Groups));
        _known = new(directory);
    }

    public OwnershipPlan Plan()
    {
        var owned = new List<OwnedService>();
        foreach (var claims in _services)
        {
            if (_known.Find(claims) is { } service)
                Compare(claims, service.Key, _directory.Team(service.Owner)!.Key, _placeOf(service), service);
            else if (TeamsOf(claims[0]) is [var team, ..])
            {
                var added = new OwnedService(claims, team, claims[0].Owners.First(o => _owners.Find(o)?.Team.Key == team).Written);
                Compare(claims, added.Key, team, claims[0].At, null);
                owned.Add(added);
            }
            else
                _unknown.AddRange(claims.SelectMany(c => UnknownIn(c, null)));
        }
        return new(new NewServices(_directory, _known, owned).Make(), _same, _conflicts, _unknown);
    }

    /// <summary>Notes what claims say of a service's owner beside the owner that counts.</summary>
    private void Compare(IReadOnlyList<OwnershipClaim> claims, string service, string owner, SourceLine countsAt, Service? known)
    {
        foreach (var claim in claims)
        {
            var teams = TeamsOf(claim);
            _unknown.AddRange(UnknownIn(claim, owner).Select(u => u with { Service = service }));
            _conflicts.AddRange(teams.Where(t => t != owner).Select(t => new OwnerConflict(claim.At, service, t, owner, countsAt)));
            if (known is not null && teams.Contains(owner))
                _same.Add(new(claim.At, known, countsAt));
        }
    }

    /// <summary>Keys of the teams that a claim's owners stand for; the teams of people only where it names no team.</summary>
    private List<string> TeamsOf(OwnershipClaim claim)
    {
        var found = claim.Owners.Select(_owners.Find).OfType<OwnerMatch>().ToList();
        var teams = found.Any(m => !m.IsByPerson) ? found.Where(m => !m.IsByPerson) : found;
        return [.. teams.Select(m => m.Team.Key).Distinct()];
    }

    private IEnumerable<UnknownOwner> UnknownIn(OwnershipClaim claim, string? ownedBy) =>
        claim.Owners.Where(o => _owners.Find(o) is null).Select(o => new UnknownOwner(claim.At, o.Written, ServiceKey.Of(claim.Service), ownedBy));
}
