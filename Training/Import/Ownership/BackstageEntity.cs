using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Import.Ownership;

/// <summary>An entity of Backstage's catalogue: its values by path.</summary>
/// <param name="root">The whole document.</param>
internal sealed class BackstageEntity(YamlMappingNode root)
{
    /// <summary>A value that is text and not empty; null when it is not there.</summary>
    public string? Text(params ReadOnlySpan<string> path) => TextOf(Node(path));

    /// <summary>The values of a list, or the one value that stands in its place; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(params ReadOnlySpan<string> path) => Node(path) switch
    {
        YamlSequenceNode list => [.. list.Select(TextOf).OfType<string>()],
        var node => TextOf(node) is { } text ? [text] : [],
    };

    /// <summary>The node at a path; null when it is not there.</summary>
    public YamlNode? Node(params ReadOnlySpan<string> path)
    {
        YamlNode? node = root;
        foreach (var name in path)
            node = node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
        return node;
    }

    private static string? TextOf(YamlNode? node) =>
        node is YamlScalarNode { Value: { } value } scalar && !string.IsNullOrWhiteSpace(value) && !(scalar.Style == ScalarStyle.Plain && value is "~" or "null") ? value.Trim() : null;
}
