using System.Text;

namespace Classifier.Training.Samples;

/// <summary>How somebody types.</summary>
/// <param name="Case">What happens to capitals.</param>
/// <param name="Slips">Share of words with a slip of the finger, in [0, 1].</param>
/// <param name="Shortens">Whether common words are abbreviated.</param>
internal sealed record Handwriting(CaseHabit Case, double Slips, bool Shortens)
{
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static readonly Dictionary<string, string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["please"] = "pls",
        ["because"] = "bc",
        ["customers"] = "custs",
        ["production"] = "prod",
        ["minutes"] = "min",
        ["without"] = "w/o",
        ["and"] = "&",
        ["with"] = "w/",
        ["you"] = "u",
        ["restarted"] = "bounced",
        ["database"] = "db",
        ["connections"] = "conns",
        ["configuration"] = "config",
        ["certificate"] = "cert",
        ["deployment"] = "deploy",
        ["thanks"] = "thx",
        ["probably"] = "prob.",
        ["requests"] = "reqs",
        ["service"] = "svc",
        ["und"] = "u.",
        ["nicht"] = "nich",
    };

    public static Handwriting Machine { get; } = new(CaseHabit.AsWritten, 0, false);

    public string Write(string text, bool startsSentence, Random random)
    {
        if (Slips > 0 || Shortens)
            text = string.Join(' ', text.Split(' ').Select(word => WriteWord(word, random)));
        return Case switch
        {
            CaseHabit.Sentences when startsSentence => Capitalise(text),
            CaseHabit.Lower => Lower(text),
            CaseHabit.Shouts when text.Length < 90 => text.ToUpperInvariant(),
            _ => text,
        };
    }

    private string WriteWord(string word, Random random)
    {
        if (Shortens && Short.TryGetValue(word, out var brief) && random.Next(3) > 0)
            return brief;
        return Slips > 0 && word.Length > 3 && word.All(char.IsAsciiLetter) && random.NextDouble() < Slips ? Slip(word, random) : word;
    }

    private static string Slip(string word, Random random)
    {
        var at = random.Next(1, word.Length - 1);
        return random.Next(5) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => string.Concat(word.AsSpan(0, at), Neighbour(word[at], random), word.AsSpan(at + 1)),
            3 => word.Insert(at, Neighbour(word[at], random)),
            _ => string.Concat(word.AsSpan(0, at), word[at + 1].ToString(), word[at].ToString(), word.AsSpan(at + 2)),
        };
    }

    private static string Neighbour(char letter, Random random)
    {
        var row = Rows.FirstOrDefault(r => r.Contains(letter, StringComparison.Ordinal));
        if (row is null)
            return letter.ToString();
        var at = row.IndexOf(letter, StringComparison.Ordinal);
        return row[Math.Clamp(at + (random.Next(2) == 0 ? -1 : 1), 0, row.Length - 1)].ToString();
    }

    private static string Capitalise(string text) => text.Length > 0 && char.IsLower(text[0]) && !FirstWordIsName(text)
        ? char.ToUpperInvariant(text[0]) + text[1..]
        : text;

    private static bool FirstWordIsName(string text) => text.Split(' ')[0].Any(c => char.IsDigit(c) || c is '.' or '-' or '_' or '/');

    private static string Lower(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var word in text.Split(' '))
            written.Append(written.Length > 0 ? " " : "").Append(word.Any(char.IsDigit) ? word : word.ToLowerInvariant());
        return written.ToString();
    }
}

/// <summary>What somebody does to capitals.</summary>
internal enum CaseHabit
{
    AsWritten,
    Sentences,
    Lower,
    Shouts,
}
