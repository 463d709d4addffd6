using System.Globalization;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Classifier.Api.Json;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary><c>?limit=</c> and <c>&amp;cursor=</c>.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static bool IsLimit(int limit) => limit is >= 1 and <= MaxLimit;

    public static string Write(object position) => WebEncoders.Base64UrlEncode(System.Text.Encoding.ASCII.GetBytes(Convert.ToString(position, CultureInfo.InvariantCulture)!));

    /// <summary>Reads a cursor; a missing one is the beginning.</summary>
    public static bool TryRead<T>(string? cursor, out T? position) where T : struct, IParsable<T>
    {
        position = null;
        if (!TryRead(cursor, out var text))
            return false;
        if (text is null)
            return true;
        if (!T.TryParse(text, CultureInfo.InvariantCulture, out var read))
            return false;
        position = read;
        return true;
    }

    /// <inheritdoc cref="TryRead{T}(string?, out T?)"/>
    public static bool TryRead(string? cursor, out string? position)
    {
        position = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        try
        {
            position = System.Text.Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(cursor));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A page of a history, or all of it where no page is asked for. What comes to stand before a cursor later is on no page after it.</summary>
    /// <param name="all">All of it, oldest first.</param>
    /// <param name="id">What an item is told by.</param>
    /// <param name="limit">Items at most; null for all.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <returns>Null when limit or cursor are none.</returns>
    public static Page<T>? PageOf<T>(List<T> all, Func<T, string> id, int? limit, string? cursor)
    {
        if ((limit is { } asked && !IsLimit(asked)) || !TryRead(cursor, out var last))
            return null;
        var first = last is null ? 0 : all.FindIndex(item => id(item) == last) + 1;
        if (last is not null && first == 0)
            return null;
        List<T> items = [.. all.Skip(first).Take(limit ?? all.Count)];
        return new(items, first + items.Count < all.Count ? Write(id(items[^1])) : null);
    }

    public static ProblemHttpResult Refusal() => ApiProblem.Result(ProblemTypes.Invalid, $"limit is 1 to {MaxLimit}; cursor is what next_cursor said.");
}
