using System.Text.RegularExpressions;

namespace Classifier.Redaction;

/// <summary>Takes private keys that go over several lines out of what is read line by line.</summary>
internal static partial class KeyBlocks
{
    private const string Mark = "PRIVATE KEY-----";

    // As many as a key of 16,384 bits has. Whoever only quotes how a key begins takes no more than this away.
    private const int LongestKey = 200;

    /// <summary>As many lines as there were: the first of a key is left to the rule for one line, the others are empty. Where a key's end is missing, only what looks like one.</summary>
    public static IEnumerable<string> Without(IReadOnlyList<string> lines)
    {
        int end = -1, until = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (i <= end)
                line = i < end ? "" : line[(End().Match(line) is var last ? last.Index + last.Length : 0)..];
            else if (BeginsIn(line))
            {
                end = EndAfter(lines, i);
                until = end < 0 ? i + LongestKey : -1;
            }
            else if (i <= until && Key().IsMatch(line))
                line = "";
            yield return line;
        }
    }

    private static bool BeginsIn(string line) =>
        line.Contains(Mark, StringComparison.Ordinal) && Begin().Match(line) is { Success: true } begin && !End().IsMatch(line, begin.Index);

    private static int EndAfter(IReadOnlyList<string> lines, int begin)
    {
        for (var i = begin + 1; i < Math.Min(lines.Count, begin + LongestKey); i++)
        {
            if (lines[i].Contains(Mark, StringComparison.Ordinal) && End().IsMatch(lines[i]))
                return i;
        }
        return -1;
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----", RegexOptions.NonBacktracking)]
    private static partial Regex Begin();

    [GeneratedRegex("-----END [A-Z ]*PRIVATE KEY-----", RegexOptions.NonBacktracking)]
    private static partial Regex End();

    // Base64 alone, or at the end of a line that begins otherwise, as with a time.
    [GeneratedRegex(@"^\s*[A-Za-z0-9+/]+={0,2}\s*$|[A-Za-z0-9+/]{32,}={0,2}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
