using System.Security.Claims;
using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Api.Identity;

/// <summary>What a key may do.</summary>
internal static class Scopes
{
    public const string Score = "score";
    public const string Alerts = "alerts";
    public const string Incidents = "incidents";
    public const string Models = "models";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Score, Alerts, Incidents, Models, Admin];
}

/// <summary>Who acts: a person of the directory, or a key as <c>key:NAME</c>. Rights are the same in chat, REST and console.</summary>
/// <param name="Name">Person's id, or <c>key:NAME</c>.</param>
/// <param name="Person">Null for a key.</param>
/// <param name="IsAdmin">Sees private incidents too.</param>
internal sealed record Actor(string Name, Person? Person, bool IsAdmin)
{
    /// <summary>How rooms name the actor.</summary>
    public string DisplayName => Person?.Name ?? Name;

    /// <summary>The actor behind a request or a console session.</summary>
    public static Actor Of(ClaimsPrincipal principal, ResponderDirectory directory)
    {
        var name = principal.Identity?.Name ?? "";
        return new(name, directory.Person(name), principal.HasClaim(KeyAuthentication.ScopeClaim, Scopes.Admin));
    }

    /// <summary>Whether the incident is there for the actor: public ones are for everybody, private ones for members and the security group.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="members">People who were brought in.</param>
    /// <param name="directory">Who belongs to the security group.</param>
    public bool CanSee(Incident incident, IEnumerable<Responder> members, ResponderDirectory directory) =>
        !incident.IsPrivate || IsAdmin || directory.IsSecurity(Person?.Id)
        || (Person is not null && members.Any(m => m.Incident == incident.Number && m.Person == Person.Id && m.LeftAt is null));
}
