using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Problems;

namespace Classifier.Api.Json;

/// <summary>Reads a body strictly: one value, known types, each member once, bounded size and depth. What cannot be read names the member by JSON pointer.</summary>
internal static class JsonBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Reads the whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What to read.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <exception cref="ApiProblemException">415, 413 or 400.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
    {
        var bytes = await ReadBytesAsync(context, maxBytes);
        return Parse(bytes, type);
    }

    /// <summary>Reads the raw body of a JSON request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <param name="alsoAccepts">Media types that are taken beside JSON's.</param>
    public static Task<byte[]> ReadBytesAsync(HttpContext context, int maxBytes, IReadOnlyList<string>? alsoAccepts = null)
    {
        RequireType(context.Request, alsoAccepts);
        if (context.Request.Headers.ContentEncoding.Count > 0)
            throw new ApiProblemException(ProblemTypes.UnsupportedMediaType, $"Content-Encoding '{context.Request.Headers.ContentEncoding}' is not taken here; send the body as it is.");
        return ReadWholeAsync(context, maxBytes);
    }

    /// <summary>Refuses what is neither JSON nor one of some other media types.</summary>
    /// <exception cref="ApiProblemException">415.</exception>
    public static void RequireType(HttpRequest request, IReadOnlyList<string>? alsoAccepts = null)
    {
        if (!request.HasJsonContentType() && alsoAccepts?.Any(type => IsOf(request, type)) != true)
            throw new ApiProblemException(ProblemTypes.UnsupportedMediaType, $"'{request.ContentType}' is not taken here; send {string.Join(" or ", ["application/json", .. alsoAccepts ?? []])}.");
    }

    /// <summary>Whether a request has a media type.</summary>
    public static bool IsOf(HttpRequest request, string type) => (request.ContentType ?? "").Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the raw body of any request.</summary>
    /// <exception cref="ApiProblemException">413.</exception>
    public static async Task<byte[]> ReadWholeAsync(HttpContext context, int maxBytes)
    {
        var request = context.Request;
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(context.RequestAborted);
            var isTooLarge = read.Buffer.Length > maxBytes;
            if (!isTooLarge && !read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var whole = isTooLarge ? null : read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return whole ?? throw TooLarge(maxBytes);
        }
    }

    /// <summary>Reads a value from bytes.</summary>
    /// <param name="bytes">One JSON value.</param>
    /// <param name="type">What to read.</param>
    /// <param name="line">Where the value is one line of a longer body, its number.</param>
    /// <exception cref="ApiProblemException">400.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type, long? line = null)
    {
        try
        {
            return JsonSerializer.Deserialize(WithoutMark(bytes), type) ?? throw Unreadable("", "null is no value here", line);
        }
        catch (JsonException error)
        {
            throw Unreadable(JsonPointer.FromPath(error.Path), Reason(error, line), line);
        }
    }

    /// <summary>The bytes behind a byte-order mark, which some senders put before UTF-8 too.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

    private static ApiProblemException TooLarge(int maxBytes) => new(ProblemTypes.TooLarge, $"This route takes at most {maxBytes / 1024} KiB.");

    private static ApiProblemException Unreadable(string pointer, string reason, long? line) => new(
        ProblemTypes.Unreadable, $"{(line is null ? "The body" : $"Line {line}")} cannot be read{(pointer.Length == 0 ? "" : $" at {pointer}")}: {reason}.", [new(pointer, reason)]);

    // The serializer's own words without its internals: "The JSON value could not be converted to System.String. Path: $.title | LineNumber: 0 | …".
    private static string Reason(JsonException error, long? line)
    {
        var text = error.Message;
        var end = text.IndexOf(" Path: ", StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).TrimEnd('.', ' ');
        if (text.Contains("could not be converted", StringComparison.Ordinal))
            text = "the value has the wrong type";
        return line is null && error.LineNumber is { } at ? $"{text} (line {at + 1})" : text;
    }
}
