using System.Globalization;
using Classifier.Api.Templates;
using Classifier.Directories;
using Fluid;
using YamlDotNet.RepresentationModel;

namespace Classifier.Api.Briefs.Messages;

/// <summary>One text.</summary>
/// <param name="Template">As it is written.</param>
/// <param name="Uses">Names of what it says.</param>
internal sealed record MessageText(IFluidTemplate Template, IReadOnlySet<string> Uses);

/// <summary>What one file says in a language: some or all of the texts.</summary>
/// <param name="Words">The service's own words, by the English one.</param>
/// <param name="Texts">By name.</param>
internal sealed record MessageFile(IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, MessageText> Texts)
{
    /// <summary>A file that says nothing.</summary>
    public static MessageFile Empty { get; } = new(new Dictionary<string, string>(), new Dictionary<string, MessageText>());

    /// <summary>Reads the text of a file.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">How faults name the file.</param>
    /// <exception cref="YamlFileException">Not YAML, a text or word that is not known, not Liquid, or a value that the text does not have.</exception>
    public static MessageFile Parse(string yaml, string file)
    {
        var faults = new YamlFaults(file);
        var root = new YamlSection(YamlFile.RootOf(yaml, file), faults, "the file", ["words", .. MessageNames.Values.Keys]);
        var texts = new Dictionary<string, MessageText>(StringComparer.Ordinal);
        foreach (var name in MessageNames.Values.Keys)
        {
            if (Text(root, name, faults) is { } text)
                texts[name] = text;
        }
        var words = root.Node("words") is { } node ? ReadWords(new(node, faults, "words", [.. Vocabulary.Known])) : [];
        return faults.Any ? throw new YamlFileException(faults.ToString()) : new(words, texts);
    }

    private static MessageText? Text(YamlSection root, string name, YamlFaults faults)
    {
        if (root.Optional(name) is not { } text)
        {
            if (root.Node(name) is not YamlScalarNode)
                return null;        // not there, or told already
            if (MessageNames.NeverEmpty.Contains(name))
                return root.Fault<MessageText?>(name, "has to say something", null);
            text = "";
        }
        if (!Liquid.TryParse(text, out var template, out var error))
            return root.Fault<MessageText?>(name, error, null);
        var (uses, wrong) = UsedValues.Of(template, MessageNames.Values[name]);
        foreach (var fault in wrong)
            faults.Add(root.LineOf(name), $"the file: '{name}': {fault}");
        return new(template, uses);
    }

    private static Dictionary<string, string> ReadWords(YamlSection words)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var english in Vocabulary.Known.Where(word => words.Node(word) is not null))
        {
            var word = words.Text(english);
            if (!Vocabulary.KeepsGap(english, word))
                words.Fault(english, $"has to have {Vocabulary.Gap} where the English has it", 0);
            else if (english == Vocabulary.DayAndTime && !IsFormat(word))
                words.Fault(english, "is no way to write a day and a time", 0);
            read[english] = word;
        }
        return read;
    }

    private static bool IsFormat(string format)
    {
        try
        {
            return DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
