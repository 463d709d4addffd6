using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Classifier.Directories;
using Fluid;

namespace Classifier.Api.Briefs.Messages;

/// <summary>All texts in all languages: those that ship, and above them those of <c>data/messages/</c>.</summary>
internal sealed partial class MessageCatalog
{
    /// <summary>What is said where nothing else is asked for, and where a language says nothing of its own.</summary>
    public const string English = "en";

    private readonly FrozenDictionary<string, MessageFile> _languages;
    private readonly FrozenDictionary<string, Vocabulary> _words;
    private readonly MessageFile _shipped;

    private MessageCatalog(Dictionary<string, MessageFile> languages, MessageFile shipped)
    {
        (_languages, _shipped) = (languages.ToFrozenDictionary(StringComparer.Ordinal), shipped);
        _words = languages.ToFrozenDictionary(l => l.Key, l => new Vocabulary(l.Value.Words), StringComparer.Ordinal);
    }

    /// <summary>Reads all files.</summary>
    /// <exception cref="YamlFileException">One of them is wrong.</exception>
    public static MessageCatalog Load(Home home)
    {
        var languages = Shipped().ToDictionary(s => s.Language, s => MessageFile.Parse(s.Yaml, $"{s.Language}.yaml"), StringComparer.Ordinal);
        var english = languages[English];
        foreach (var file in Files(home))
        {
            var language = Path.GetFileNameWithoutExtension(file);
            if (!Name().IsMatch(language))
                throw new YamlFileException($"{file}: the name is a language such as de or pt-BR");
            var (own, shipped) = (MessageFile.Parse(YamlFile.Text(file), file), languages.GetValueOrDefault(language, MessageFile.Empty));
            languages[language] = new(Over(own.Words, shipped.Words), Over(own.Texts, shipped.Texts));
        }
        return new(languages, english);
    }

    /// <summary>A user's own files, in order.</summary>
    public static IReadOnlyList<string> Files(Home home) => Path.Combine(home.Data, "messages") is var folder && Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];

    /// <summary>Checks that there are texts in each language that the directory names.</summary>
    /// <exception cref="YamlFileException">There are none.</exception>
    public void Check(ResponderDirectory directory, string file)
    {
        foreach (var language in directory.Parts.Teams.Select(t => t.Language).Append(directory.Parts.Language).OfType<string>().Where(l => !_languages.ContainsKey(l)))
            throw new YamlFileException($"{file}: nothing is said in '{language}': there is no data/messages/{language}.yaml; known are {string.Join(", ", _languages.Keys.Order(StringComparer.Ordinal))}");
    }

    /// <summary>A text in a language; in English where there is none.</summary>
    public IFluidTemplate Text(string language, string name) => _languages.GetValueOrDefault(language, _shipped).Texts.GetValueOrDefault(name) ?? _languages[English].Texts[name];

    /// <summary>A text as it ships, in English.</summary>
    public IFluidTemplate Shipped(string name) => _shipped.Texts[name];

    /// <summary>The service's own words in a language.</summary>
    public Vocabulary Words(string language) => _words.GetValueOrDefault(language) ?? _words[English];

    private static IEnumerable<(string Language, string Yaml)> Shipped()
    {
        const string Prefix = "Classifier.Api.Briefs.Messages.";
        var assembly = typeof(MessageCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (Path.GetFileNameWithoutExtension(name[Prefix.Length..]), reader.ReadToEnd());
        }
    }

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> own, IReadOnlyDictionary<string, T> shipped) =>
        shipped.Where(s => !own.ContainsKey(s.Key)).Concat(own).ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?$")]
    private static partial Regex Name();
}
