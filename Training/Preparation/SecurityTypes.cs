using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Preparation;

/// <summary>Which issue types mean compromise or exposure, as the directory says.</summary>
internal static class SecurityTypes
{
    /// <summary><c>security.issue_types</c> of the directory's file; empty where there is no file or no such key.</summary>
    /// <exception cref="Import.InputException">The file is not YAML.</exception>
    public static IReadOnlySet<string> Read(string directoryFile)
    {
        if (!File.Exists(directoryFile))
            return new HashSet<string>();
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(directoryFile);
            yaml.Load(reader);
            var types = yaml.Documents.Select(d => Member(Member(d.RootNode, "security"), "issue_types")).OfType<YamlSequenceNode>();
            return types.SelectMany(t => t.Children).OfType<YamlScalarNode>().Select(n => n.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        }
        catch (YamlException e)
        {
            throw new Import.InputException($"{directoryFile}:{e.Start.Line}: {e.Message}");
        }
    }

    private static YamlNode? Member(YamlNode? node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var member) ? member : null;
}
