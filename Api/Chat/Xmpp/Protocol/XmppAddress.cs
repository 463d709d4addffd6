using System.Text.RegularExpressions;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>An address (RFC 7622): of a person, a room, a server, or of somebody's one connection.</summary>
/// <param name="Local">Lower case; null for a server's.</param>
/// <param name="Domain">Lower case.</param>
/// <param name="Resource">The connection, or the name in a room; null for none.</param>
internal sealed partial record XmppAddress(string? Local, string Domain, string? Resource)
{
    private const int MaxPart = 1023;

    /// <summary>Without the resource: who, wherever they are connected.</summary>
    public string Bare => Local is null ? Domain : $"{Local}@{Domain}";

    /// <inheritdoc />
    public override string ToString() => Resource is null ? Bare : $"{Bare}/{Resource}";

    /// <summary>Reads an address; null when it is none.</summary>
    public static XmppAddress? Parse(string? text)
    {
        if (text is null)
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (bare, resource) = slash < 0 ? (text, null) : (text[..slash], text[(slash + 1)..]);
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        var (local, domain) = at < 0 ? (null, bare) : (bare[..at], bare[(at + 1)..]);
        return IsPart(domain, Domains()) && (local is null || IsPart(local, Locals())) && resource is not "" and not { Length: > MaxPart }
            ? new(local?.ToLowerInvariant(), domain.ToLowerInvariant(), resource) : null;
    }

    /// <summary>The bare address of a person; null when the text is none.</summary>
    public static string? Person(string text) => Parse(text.Trim()) is { Local: not null, Resource: null } person ? person.Bare : null;

    private static bool IsPart(string part, Regex legal) => part.Length is > 0 and <= MaxPart && legal.IsMatch(part);

    // What RFC 7622, 3.3.1, keeps out of the first part, and what no XML can carry.
    [GeneratedRegex(@"\A[^\s""&'/:<>@\p{C}]+\z")]
    private static partial Regex Locals();

    [GeneratedRegex(@"\A[^\s""&'/<>@\p{C}]+\z")]
    private static partial Regex Domains();
}
