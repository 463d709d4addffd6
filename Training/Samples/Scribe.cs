using System.Text;
using Classifier.Alerts;

namespace Classifier.Training.Samples;

/// <summary>Writes out phrases.</summary>
/// <param name="sources">Where a section is looked for, the most special first.</param>
/// <param name="common">What anybody may say about anything.</param>
/// <param name="facts">Answers names that are no section; null when it does not know one.</param>
/// <param name="wording">Decides alone what is said, so that the same wording with other numbers is a near-duplicate.</param>
/// <param name="usesNewWording">Whether the author has taken up the new phrases.</param>
/// <param name="knowledge">How much the author knows.</param>
/// <param name="hand">How the author types; logs are left alone.</param>
/// <param name="severity">Mostly shows in what is said of the impact, and sometimes in the title.</param>
internal sealed class Scribe(
    IReadOnlyList<PhraseSections> sources, PhraseSections? common, Func<string, string?> facts, Random wording, bool usesNewWording, Knowledge knowledge, Handwriting hand, Severity severity)
{
    private const double Particulars = 0.92;
    private const double SmallTalk = 0.2;
    private static readonly HashSet<string> Prose = new(StringComparer.Ordinal)
    {
        "title", "say", "more", "tried", "impact", "aside", "ask", "moan", "ramble",
        "title_de", "say_de", "ask_de", "impact_de", "title_pt", "say_pt", "ask_pt", "impact_pt",
    };

    private static readonly HashSet<string> Chatter = new(StringComparer.Ordinal) { "more", "tried", "impact", "aside", "log", "cause" };

    /// <summary>Sections that have another one per level of severity, with the share of authors who use that.</summary>
    private static readonly Dictionary<string, double> Graded = new(StringComparer.Ordinal)
    {
        ["impact"] = 0.85,
        ["impact_de"] = 1,
        ["impact_pt"] = 1,
        ["tail"] = 0.3,
    };

    private readonly HashSet<Phrase> _said = [];

    /// <summary>Whether a phrase was used that nobody said before the wording changed.</summary>
    public bool SaidSomethingNew { get; private set; }

    /// <summary>One phrase of the section, written out; a phrase is repeated only when all others were used.</summary>
    public string Write(string section, bool startsSentence = true)
    {
        var phrase = Pick(Source(Graded.TryGetValue(section, out var share) && wording.Happens(share) ? $"{section}_{severity.Word()}" : section));
        _said.Add(phrase);
        SaidSomethingNew |= phrase.Age == PhraseAge.New;
        var text = Expand(phrase.Text);
        return Prose.Contains(section) ? hand.Write(text, startsSentence, wording) : text;
    }

    private IReadOnlyList<Phrase> Source(string section)
    {
        var found = sources.Select(s => s.Find(section)).OfType<IReadOnlyList<Phrase>>().ToList();
        if (common?.Find(section) is { } anybodys)
        {
            var prefersCommon = knowledge == Knowledge.Symptom || (Chatter.Contains(section) && wording.Happens(SmallTalk));
            if (found.Count == 0 || prefersCommon)
                return anybodys;
        }
        return found switch
        {
            [] => throw new InvalidOperationException($"No phrase book has a section ${section}."),
            [_, var general, ..] when knowledge != Knowledge.Particulars || !wording.Happens(Particulars) => general,
            [var special, ..] => special,
        };
    }

    private Phrase Pick(IReadOnlyList<Phrase> phrases)
    {
        var unwanted = usesNewWording ? PhraseAge.Old : PhraseAge.New;
        var usable = phrases.Where(p => p.Age != unwanted).ToList();
        var fresh = usable.Where(p => !_said.Contains(p)).ToList();
        // A new phrase is fashionable: it stands three times in the hat.
        var hat = (fresh.Count > 0 ? fresh : usable).SelectMany(p => Enumerable.Repeat(p, p.Age == PhraseAge.New ? 3 : 1)).ToList();
        return hat[wording.Next(hat.Count)];
    }

    private static bool StartsSentence(StringBuilder written)
    {
        for (var i = written.Length - 1; i >= 0; i--)
        {
            if (written[i] != ' ')
                return !char.IsLetterOrDigit(written[i]) && written[i] is not (',' or ';' or '"' or '(');
        }
        return true;
    }

    /// <summary>The text with its choices made and its names replaced.</summary>
    public string Expand(string text)
    {
        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length:
                    i++;
                    written.Append(text[i] switch { 'n' => '\n', 't' => '\t', var other => other });
                    break;
                case '{':
                    var end = ClosingBrace(text, i);
                    written.Append(Expand(Choose(text[(i + 1)..end])));
                    i = end;
                    break;
                case '$' when Name(text, i + 1) is { Length: > 0 } name:
                    written.Append(facts(name) ?? Write(name, StartsSentence(written)));
                    i += name.Length + (text[i + 1] == '{' ? 2 : 0);
                    break;
                default:
                    written.Append(text[i]);
                    break;
            }
        }
        return written.ToString();
    }

    /// <summary>The name at <paramref name="start"/>, bare or in braces; empty when there is none.</summary>
    private static string Name(string text, int start)
    {
        var first = start < text.Length && text[start] == '{' ? start + 1 : start;
        var end = first;
        while (end < text.Length && (char.IsAsciiLetterLower(text[end]) || text[end] == '_'))
            end++;
        return text[first..end];
    }

    private string Choose(string choice)
    {
        var alternatives = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < choice.Length; i++)
        {
            switch (choice[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case '|' when depth == 0:
                    alternatives.Add(choice[start..i]);
                    start = i + 1;
                    break;
            }
        }
        alternatives.Add(choice[start..]);
        return alternatives[wording.Next(alternatives.Count)];
    }

    private static int ClosingBrace(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }
        throw new FormatException($"A brace is not closed: {text}");
    }
}
