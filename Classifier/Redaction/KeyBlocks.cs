using System.Text.RegularExpressions;

namespace Classifier.Redaction;

/// <summary>Takes private keys that go over several lines out of what is read line by line.</summary>
internal static partial class KeyBlocks
{
    private const string Mark = "PRIVATE KEY-----";

    // As many as a key of 16,384 bits has. Whoever only quotes how a key begins takes no more than this away.
    private const int LongestKey = 200;

    /// <summary>
    /// As many lines as there were: the first of a key is left to the rule for one line, the others are empty. Where a key's end is missing,
    /// what looks like a piece of one is replaced.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="word">Stands for a piece.</param>
    public static IEnumerable<string> Without(IReadOnlyList<string> lines, string word)
    {
        int end = -1, until = -1;
        var isKey = false;      // the line above
        for (var i = 0; i < lines.Count; i++)
        {
            var line = i == end ? BehindEnd(lines[i]) : lines[i];
            if (i < end)
                line = "";
            else if (BeginsIn(line))
            {
                end = EndAfter(lines, i);
                (until, isKey) = (end < 0 ? i + LongestKey : -1, false);
            }
            else if (i <= until)
            {
                var clean = (isKey ? LastPiece() : Piece()).Replace(line, word);
                (isKey, line) = (!ReferenceEquals(clean, line), clean);
            }
            yield return line;
        }
    }

    /// <summary>Whether a key begins that does not end on the same line.</summary>
    private static bool BeginsIn(string line)
    {
        var last = -1;
        if (line.Contains(Mark, StringComparison.Ordinal))
        {
            foreach (var begin in Begin().EnumerateMatches(line))
                last = begin.Index;
        }
        return last >= 0 && !End().IsMatch(line, last);
    }

    /// <summary>The line on which the key ends; -1 where another one begins before, or too much comes between.</summary>
    private static int EndAfter(IReadOnlyList<string> lines, int begin)
    {
        for (var i = begin + 1; i < Math.Min(lines.Count, begin + LongestKey); i++)
        {
            if (!lines[i].Contains(Mark, StringComparison.Ordinal))
                continue;
            if (End().Match(lines[i]) is { Success: true } end)
                return Begin().Match(lines[i]) is { Success: true } next && next.Index < end.Index ? -1 : i;
            if (Begin().IsMatch(lines[i]))
                return -1;
        }
        return -1;
    }

    private static string BehindEnd(string line)
    {
        var end = End().Match(line);
        return line[(end.Index + end.Length)..];
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----", RegexOptions.NonBacktracking)]
    private static partial Regex Begin();

    [GeneratedRegex("-----END [A-Z ]*PRIVATE KEY-----", RegexOptions.NonBacktracking)]
    private static partial Regex End();

    // Base64 longer than the ids and hashes that logs are full of, but for the longest.
    [GeneratedRegex("[A-Za-z0-9+/]{40,}={0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Piece();

    // The last line of a key is shorter, and ends its line.
    [GeneratedRegex(@"[A-Za-z0-9+/]{40,}={0,2}|[A-Za-z0-9+/]{4,}={0,2}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex LastPiece();
}
