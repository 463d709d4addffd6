using Classifier.Api.Templates;
using Classifier.Directories;
using Fluid;

namespace Classifier.Api.Briefs.Messages;

/// <summary>What one file says in a language: some or all of the texts.</summary>
/// <param name="Words">The service's own words, by the English one.</param>
/// <param name="Texts">By name.</param>
internal sealed record MessageFile(IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, IFluidTemplate> Texts)
{
    /// <summary>A file that says nothing.</summary>
    public static MessageFile Empty { get; } = new(new Dictionary<string, string>(), new Dictionary<string, IFluidTemplate>());

    /// <summary>Reads the text of a file.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">How faults name the file.</param>
    /// <exception cref="YamlFileException">Not YAML, a text or word that is not known, not Liquid, or a value that the text does not have.</exception>
    public static MessageFile Parse(string yaml, string file)
    {
        var faults = new YamlFaults(file);
        var root = new YamlSection(YamlFile.RootOf(yaml, file), faults, "the file", ["words", .. MessageNames.Values.Keys]);
        var texts = new Dictionary<string, IFluidTemplate>(StringComparer.Ordinal);
        foreach (var (name, values) in MessageNames.Values)
        {
            if (root.Optional(name) is not { } text)
                continue;
            if (!Liquid.TryParse(text, out var template, out var error))
                faults.Add(root.LineOf(name), $"'{name}': {error}");
            else if (UsedValues.Unknown(template, values) is { Count: > 0 } unknown)
                faults.Add(root.LineOf(name), $"'{name}' has no value {string.Join(", ", unknown)}; known are {string.Join(", ", values)}");
            else
                texts[name] = template;
        }
        var words = root.Pairs("words");
        foreach (var word in words.Keys.Where(w => !Vocabulary.Known.Contains(w)))
            faults.Add(root.LineOf("words"), $"'{word}' is no word of the service; known are {string.Join(", ", Vocabulary.Known)}");
        return faults.Any ? throw new YamlFileException(faults.ToString()) : new(words, texts);
    }
}
