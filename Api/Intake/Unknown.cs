using System.Text.Json;
using Classifier.Api.Problems;

namespace Classifier.Api.Intake;

/// <summary>What happens to members that nobody knows.</summary>
internal static class Unknown
{
    /// <summary>On <c>score</c> and <c>alerts</c> they are ignored and named, so that senders may be ahead of us.</summary>
    public static void Warn(HttpContext context, Dictionary<string, JsonElement>? members)
    {
        if (members is { Count: > 0 })
            context.Response.Headers.Append("Warning", $"299 - \"ignored unknown members: {string.Join(", ", members.Keys.Take(16).Select(Printable))}\"");
    }

    /// <summary>On operations routes they are refused: a misspelt order must not half work.</summary>
    /// <exception cref="ApiProblemException">422, naming each.</exception>
    public static void Refuse(Dictionary<string, JsonElement>? members)
    {
        if (members is { Count: > 0 })
            throw new ApiProblemException(ProblemTypes.Invalid, $"'{members.Keys.First()}' is no member of this body.", [.. members.Keys.Select(m => new MemberError($"/{m}", "is not known"))]);
    }

    private static string Printable(string name) => new([.. name.Take(64).Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '?')]);
}
