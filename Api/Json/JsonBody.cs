using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Problems;

namespace Classifier.Api.Json;

/// <summary>Reads a body strictly: one value, known types, each member once, bounded size and depth. What cannot be read names the member by JSON pointer.</summary>
internal static class JsonBody
{
    /// <summary>Reads the whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What to read.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <exception cref="ApiProblemException">415, 413 or 400.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
    {
        var bytes = await ReadBytesAsync(context, maxBytes);
        return Parse(bytes.Span, type);
    }

    /// <summary>Reads the raw body of a JSON request.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, int maxBytes)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
            throw new ApiProblemException(ProblemTypes.UnsupportedMediaType, $"'{request.ContentType}' is not taken here; send application/json.");
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > maxBytes)
                throw TooLarge(maxBytes);
            buffer.Write(chunk, 0, read);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
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
            return JsonSerializer.Deserialize(bytes, type) ?? throw Unreadable("", "null is no value here", line);
        }
        catch (JsonException error)
        {
            throw Unreadable(JsonPointer.FromPath(error.Path), Reason(error, line), line);
        }
    }

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
