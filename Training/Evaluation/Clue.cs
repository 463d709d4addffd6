using System.Text.RegularExpressions;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>Something that a ticket has or has not.</summary>
/// <param name="Kind">See <see cref="LoneDecider.Kind"/>.</param>
/// <param name="Key">Of an attribute; else null.</param>
/// <param name="Text">As it is named.</param>
internal readonly partial record struct Clue(string Kind, string? Key, string Text)
{
    private const int ShortestWord = 3;
    private const int LongestValue = 80;
    private const int MostLogLines = 20;

    /// <summary>The text with every number as <c>#</c>.</summary>
    public string Series => Number().Replace(Text, "#");

    /// <summary>Whether it stands for all that differ by numbers alone.</summary>
    public bool IsSeries => Text.Contains('#', StringComparison.Ordinal);

    /// <summary>All clues of a row, each once. What has digits also counts for its series, with each number as <c>#</c>.</summary>
    public static IEnumerable<Clue> Of(TrainingRow row)
    {
        var found = new HashSet<Clue>();
        foreach (var (key, value) in row.Ticket.Attributes.Where(a => a.Value.Length is > 0 and <= LongestValue))
            AddWithSeries(found, new("attribute", key, $"{key}={value}"));
        foreach (var token in Tokens.Of(string.Join('\n', [row.Ticket.Title, row.Ticket.Description, .. row.Ticket.Logs.Take(MostLogLines)])))
        {
            if (Tokens.IsHost(token))
                AddWithSeries(found, new("host", null, token));
            else if (token.Length >= ShortestWord)
                found.Add(new("word", null, token));
        }
        return found;
    }

    private static void AddWithSeries(HashSet<Clue> found, Clue clue)
    {
        found.Add(clue);
        found.Add(clue with { Text = clue.Series });
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
