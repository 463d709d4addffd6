using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Classifier.Api.Json;

/// <summary>
/// Strong ETags: a hash of what is shown, behind the version of what was decided by. <c>If-None-Match</c> looks at all of it; <c>If-Match</c>
/// at the version alone, so that a room that opens or a person who comes is no reason to refuse an action.
/// </summary>
/// <remarks>RFC 9110, sections 8.8.3 and 13.1.</remarks>
internal static class EntityTags
{
    /// <summary>Shows the tag of an answer, and says whether the caller has that answer already (304).</summary>
    public static bool IsKnown<T>(HttpContext context, T view, JsonTypeInfo<T> type, long? version = null)
    {
        var tag = Set(context, view, type, version);
        return Read(context.Request.Headers.IfNoneMatch).Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false));
    }

    /// <summary>Shows the tag of an answer.</summary>
    public static EntityTagHeaderValue Set<T>(HttpContext context, T view, JsonTypeInfo<T> type, long? version = null)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(view, type)).AsSpan(0, 8));
        var tag = new EntityTagHeaderValue(version is { } number ? $"\"{number}-{hash}\"" : $"\"{hash}\"");
        context.Response.Headers.ETag = tag.ToString();
        return tag;
    }

    /// <summary>Whether the caller acts on this version alone.</summary>
    /// <exception cref="ApiProblemException">412: it is another one by now, or what was given is no tag of ours.</exception>
    public static bool RequiresVersion(HttpRequest request, long version)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var given))
            return false;
        var tags = Read(given);
        if (tags.Contains(EntityTagHeaderValue.Any))
            return false;
        var prefix = $"\"{version.ToString(CultureInfo.InvariantCulture)}-";
        return tags.Any(t => !t.IsWeak && t.Tag.StartsWith(prefix, StringComparison.Ordinal)) ? true : throw Changed();
    }

    /// <summary>What a caller is told who acts on a version that has passed.</summary>
    public static ApiProblemException Changed() => new(ProblemTypes.PreconditionFailed, "It has changed since the version that If-Match names. Nothing was done.");

    private static IList<EntityTagHeaderValue> Read(StringValues header) => EntityTagHeaderValue.TryParseList(header, out var tags) ? tags : [];
}
