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

    /// <summary>Where people look at a history as a whole.</summary>
    public const int LongLimit = MaxLimit;

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

    /// <summary>A page of what grows at its end alone.</summary>
    /// <param name="all">All of it, oldest first.</param>
    /// <param name="id">What an item is told by.</param>
    /// <param name="limit">Items at most.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <returns>Null when limit or cursor are none.</returns>
    public static Page<T>? PageOf<T>(IReadOnlyList<T> all, Func<T, string> id, int limit, string? cursor)
    {
        if (!IsLimit(limit) || !TryRead(cursor, out var last))
            return null;
        var first = 0;
        while (last is not null && first < all.Count && id(all[first]) != last)
            first++;
        if (last is not null && first++ == all.Count)
            return null;
        return new([.. all.Skip(first).Take(limit)], first + limit < all.Count ? Write(id(all[first + limit - 1])) : null);
    }

    public static ProblemHttpResult Refusal() => ApiProblem.Result(ProblemTypes.Invalid, $"limit is 1 to {MaxLimit}; cursor is what next_cursor said.");
}
