namespace Classifier.Api.Briefs.Messages;

/// <summary>The service's own words in another language.</summary>
/// <param name="words">By the English one; <c>…</c> stands for anything. What is not there is said in English.</param>
internal sealed class Vocabulary(IReadOnlyDictionary<string, string> words)
{
    /// <summary>How a day and a time of it are written, as in .NET.</summary>
    public const string DayAndTime = "ddd d MMM HH:mm";

    /// <summary>Stands for anything.</summary>
    public const string Gap = "…";

    private const string Ago = " ago";

    /// <summary>The words as they are.</summary>
    public static Vocabulary English { get; } = new(new Dictionary<string, string>());

    /// <summary>Every word that may be said otherwise.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Critical", "High", "Medium", "Low", "Info", "sure", "enough for this team", "likely", "unsure", "over 99 %", "under 1 %", "just now", Gap + Ago, "and", "“…”", "log lines like …",
        "s", "min", "h", "day", "days", "month", "months", "year", "years", DayAndTime,
    ];

    /// <summary>A word, or words and figures such as <c>1 h 52 min</c> or <c>3 months ago</c>.</summary>
    public string Of(string english) => words.GetValueOrDefault(english)
        ?? (english.EndsWith(Ago, StringComparison.Ordinal) ? Fill(Gap + Ago, Of(english[..^Ago.Length])) : string.Join(' ', english.Split(' ').Select(word => words.GetValueOrDefault(word, word))));

    /// <summary>Whether a word still has room for what it stands around.</summary>
    public static bool KeepsGap(string english, string word) => english.Contains(Gap, StringComparison.Ordinal) == word.Contains(Gap, StringComparison.Ordinal);

    /// <summary>A word that stands around something, which is left as it is.</summary>
    public string Fill(string english, string with) => words.GetValueOrDefault(english, english).Replace(Gap, with, StringComparison.Ordinal);
}
