using System.Reflection;

namespace Classifier.Training.Samples;

/// <summary>
/// A file of phrases. A line without indent opens a section, or a scenario with its settings; indented lines are the
/// section's phrases, two spaces deep, <c>+ </c> before those that are new and <c>- </c> before those that go out of use.
/// </summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Sections">What holds for all scenarios.</param>
/// <param name="Scenarios">In the order of the file.</param>
internal sealed record PhraseBook(string Name, PhraseSections Sections, IReadOnlyList<Scenario> Scenarios)
{
    public static PhraseBook Load(string name)
    {
        var resource = $"{typeof(PhraseBook).Namespace}.Phrases.{name}.txt";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no phrase book {name}.");
        using var reader = new StreamReader(stream);
        return Parse(name, reader.ReadToEnd());
    }

    public static PhraseBook Parse(string name, string text)
    {
        var shared = new PhraseSections();
        var scenarios = new List<Scenario>();
        var sections = shared;
        List<Phrase>? section = null;
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == ' ')
            {
                (section ?? throw new FormatException($"{name}: a phrase outside of any section: {line}")).Add(ReadPhrase(line[2..]));
            }
            else if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["scenario", var scenario, .. var settings])
            {
                sections = new();
                scenarios.Add(new(scenario, Scenario.ReadSettings(settings), sections));
            }
            else
            {
                section = sections.Open(line);
            }
        }
        return new(name, shared, scenarios);
    }

    private static Phrase ReadPhrase(string text) => text switch
    {
        ['+', ' ', ..] => new(text[2..], PhraseAge.New),
        ['-', ' ', ..] => new(text[2..], PhraseAge.Old),
        _ => new(text, PhraseAge.Lasting),
    };
}

/// <summary>Phrases by section.</summary>
internal sealed class PhraseSections
{
    private readonly Dictionary<string, List<Phrase>> _phrases = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _phrases.Keys;

    public List<Phrase> Open(string name)
    {
        if (!_phrases.TryGetValue(name, out var phrases))
            _phrases.Add(name, phrases = []);
        return phrases;
    }

    public IReadOnlyList<Phrase>? Find(string name) => _phrases.GetValueOrDefault(name);
}
