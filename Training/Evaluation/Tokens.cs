using System.Text.RegularExpressions;

namespace Classifier.Training.Evaluation;

/// <summary>Words and names of a text as people read them: <c>fra2-web-01.example.net</c> is one.</summary>
internal static partial class Tokens
{
    private const int TextLimit = 2000;

    /// <summary>The different tokens with a letter in lower case; the first two thousand characters count.</summary>
    public static HashSet<string> Of(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, TextLimit));
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in Token().EnumerateMatches(start))
        {
            var token = start.Slice(match.Index, match.Length);
            if (token.ContainsAnyExceptInRange('-', '9'))
                tokens.Add(token.ToString().ToLowerInvariant());
        }
        return tokens;
    }

    /// <summary>Whether it looks like the name of a machine: letters and digits, or parts with points between.</summary>
    public static bool IsHost(string token) => token.Any(char.IsLetter) && (token.Any(char.IsDigit) || token.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
