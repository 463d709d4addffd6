using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Classifier.Directories;

namespace Classifier.Api.Briefs.Messages;

/// <summary>All texts in all languages: those that ship, and above them those of <c>data/messages/</c>.</summary>
internal sealed partial class MessageCatalog
{
    /// <summary>What is said where nothing else is asked for, and where a language says nothing of its own.</summary>
    public const string English = "en";

    private readonly FrozenDictionary<string, MessageFile> _languages;
    private readonly FrozenDictionary<string, MessageFile> _shipped;

    private MessageCatalog(Dictionary<string, MessageFile> languages, Dictionary<string, MessageFile> shipped)
    {
        (_languages, _shipped) = (languages.ToFrozenDictionary(StringComparer.Ordinal), shipped.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Reads all files.</summary>
    /// <exception cref="YamlFileException">One of them is wrong.</exception>
    public static MessageCatalog Load(Home home)
    {
        var shipped = Shipped().ToDictionary(s => s.Language, s => MessageFile.Parse(s.Yaml, $"{s.Language}.yaml"), StringComparer.Ordinal);
        var languages = new Dictionary<string, MessageFile>(shipped, StringComparer.Ordinal);
        foreach (var file in Files(home))
        {
            var language = Path.GetFileNameWithoutExtension(file);
            if (!Name().IsMatch(language) || Path.GetExtension(file) != ".yaml")
                throw new YamlFileException($"{file}:1: the name is a language and .yaml, such as de.yaml or pt-BR.yaml");
            var (own, under) = (MessageFile.Parse(YamlFile.Text(file), file), shipped.GetValueOrDefault(language, MessageFile.Empty));
            languages[language] = new(Over(own.Words, under.Words), Over(own.Texts, under.Texts));
        }
        return new(languages, shipped);
    }

    /// <summary>A user's own files, in order.</summary>
    /// <exception cref="YamlFileException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Files(Home home)
    {
        var folder = Path.Combine(home.Data, "messages");
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.y*ml").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new YamlFileException($"{folder}: {error.Message}");
        }
    }

    /// <summary>Checks that there are texts in each language that the directory names.</summary>
    /// <exception cref="YamlFileException">There are none.</exception>
    public void Check(ResponderDirectory directory, string file)
    {
        var missing = directory.Parts.Teams.Select(t => t.Language).Append(directory.Parts.Language).OfType<string>().FirstOrDefault(language => !_languages.ContainsKey(language));
        if (missing is not null)
            throw new YamlFileException($"{file}: nothing is said in '{missing}': there is no data/messages/{missing}.yaml; known are {string.Join(", ", _languages.Keys.Order(StringComparer.Ordinal))}");
    }

    /// <summary>A text in a language; in English where there is none.</summary>
    public MessageText Text(string language, string name) => _languages.GetValueOrDefault(language)?.Texts.GetValueOrDefault(name) ?? _languages[English].Texts[name];

    /// <summary>A text as it ships; in English where none ships.</summary>
    public MessageText Shipped(string language, string name) => _shipped.GetValueOrDefault(language)?.Texts.GetValueOrDefault(name) ?? _shipped[English].Texts[name];

    /// <summary>The service's own words in a language.</summary>
    public Vocabulary Words(string language) => new((_languages.GetValueOrDefault(language) ?? _languages[English]).Words);

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

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> own, IReadOnlyDictionary<string, T> under) =>
        under.Where(s => !own.ContainsKey(s.Key)).Concat(own).ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?$")]
    private static partial Regex Name();
}
