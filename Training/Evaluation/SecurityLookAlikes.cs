using Classifier.Scoring;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>
/// Tickets that sound like a compromise and are none: the text rules suspect them, or they have a word that was mostly
/// written about compromises in earlier tickets. Told without the model, so that its figures on them say something.
/// </summary>
internal sealed class SecurityLookAlikes
{
    private const int FewestRows = 5;
    private const double MostlySecurity = 0.5;

    private readonly HashSet<string> _words;

    /// <param name="earlier">Tickets to learn the words from.</param>
    /// <param name="types">Issue types that mean compromise.</param>
    public SecurityLookAlikes(IEnumerable<TrainingRow> earlier, IReadOnlySet<string> types)
    {
        var counts = new Dictionary<string, (int Rows, int Security)>(StringComparer.Ordinal);
        foreach (var row in earlier)
        {
            var security = row.Ticket.IssueType is { } type && types.Contains(type) ? 1 : 0;
            foreach (var word in WordsOf(row))
            {
                var (rows, found) = counts.GetValueOrDefault(word);
                counts[word] = (rows + 1, found + security);
            }
        }
        _words = [.. counts.Where(c => c.Value.Rows >= FewestRows && c.Value.Security >= MostlySecurity * c.Value.Rows).Select(c => c.Key)];
    }

    /// <summary>Whether a ticket that was none sounds like one.</summary>
    public bool Contains(TrainingRow row) => WordsOf(row).Overlaps(_words) || SecurityRules.Suspects(AlertOf.Ticket(row.Ticket));

    private static HashSet<string> WordsOf(TrainingRow row) => Tokens.Of($"{row.Ticket.Title}\n{row.Ticket.Description}");
}
