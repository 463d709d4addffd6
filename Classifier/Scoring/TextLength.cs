using Classifier.Alerts;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Whether an alert says enough for anybody to judge by.</summary>
internal static class TextLength
{
    private const int FewestWords = 4;

    /// <summary>Fewer than four words in title and description, no labels and no logs.</summary>
    public static bool IsTooShort(Alert alert) =>
        alert.Labels.Count == 0 && alert.Logs.Count == 0 && !HasWords(alert.Title, alert.Description);

    private static bool HasWords(string title, string description)
    {
        var count = 0;
        var words = new Words(title);
        while (count < FewestWords && words.MoveNext())
            count++;
        words = new Words(description);
        while (count < FewestWords && words.MoveNext())
            count++;
        return count >= FewestWords;
    }
}
