using System.Text.RegularExpressions;
using Classifier.Directories;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Redaction;

/// <summary>A redaction file is wrong; the message has a line <c>file:line: reason</c> for each fault.</summary>
public sealed class RedactionFileException(string message) : IOException(message);

/// <summary>
/// Reads <c>data/redaction.yaml</c>: what is replaced beyond the built-in rules (<c>replace</c>), and what only looks like a
/// secret (<c>keep</c>). Patterns are .NET's without look-around and back-references, since those can take endlessly long.
/// </summary>
public static partial class RedactionFile
{
    /// <summary>The rules of a home; without a file, those that are built in.</summary>
    /// <exception cref="RedactionFileException">The file is wrong.</exception>
    public static Redactor Load(Home home) =>
        File.Exists(home.RedactionFile) ? Parse(File.ReadAllText(home.RedactionFile), home.RedactionFile) : Redactor.BuiltIn;

    /// <summary>Reads the text of a redaction file.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">How faults name the file.</param>
    /// <exception cref="RedactionFileException">The text is not YAML, or a rule is none.</exception>
    public static Redactor Parse(string yaml, string file = "redaction.yaml")
    {
        var faults = new YamlFaults(file);
        var root = new YamlSection(RootOf(yaml, faults), faults, "the file", "replace", "keep");
        var rules = root.Items("replace").Select(node => Rule(node, faults)).ToList();
        var keep = root.Items("keep").Select(node => Pattern((node as YamlScalarNode)?.Value ?? "", node.Start.Line, faults, whole: true)).ToList();
        CheckWords(root.Items("replace"), rules, faults);
        return faults.Any ? throw new RedactionFileException(faults.ToString()) : new Redactor(rules, keep);
    }

    private static YamlNode RootOf(string yaml, YamlFaults faults)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            faults.Add(error.Start.Line, error.Message);
            return new YamlMappingNode();
        }
        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is not YamlScalarNode { Value: null or "" } ? stream.Documents[0].RootNode : new YamlMappingNode();
    }

    private static RedactionRule Rule(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "a rule", "pattern", "with");
        var word = section.Text("with", "<secret>");
        if (!Word().IsMatch(word))
            section.Fault("with", $"'{word}' is not a word such as <employee>", word);
        return new(Pattern(section.Text("pattern"), section.LineOf("pattern"), faults, whole: false), word);
    }

    private static Regex Pattern(string text, long line, YamlFaults faults, bool whole)
    {
        try
        {
            var pattern = new Regex(whole ? $@"^(?:{text})\z" : text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            if (pattern.IsMatch(""))
                faults.Add(line, $"the pattern '{text}' also matches nothing at all");
            return pattern;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            faults.Add(line, error is NotSupportedException ? $"the pattern '{text}' looks around or back, which can take endlessly long" : error.Message);
            return Never();
        }
    }

    // Else what was redacted would be redacted again, differently.
    private static void CheckWords(IReadOnlyList<YamlNode> nodes, List<RedactionRule> rules, YamlFaults faults)
    {
        foreach (var (node, rule) in nodes.Zip(rules))
        {
            if (Redactor.Words.Concat(rules.Select(r => r.Word)).FirstOrDefault(rule.Pattern.IsMatch) is { } word)
                faults.Add(node.Start.Line, $"the pattern '{rule.Pattern}' matches {word}, which stands for what was replaced");
        }
    }

    [GeneratedRegex("^<[a-z][a-z0-9_-]{0,30}>$")]
    private static partial Regex Word();

    [GeneratedRegex("(?!)")]
    private static partial Regex Never();
}
