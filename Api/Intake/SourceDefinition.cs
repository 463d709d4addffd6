using Classifier.Directories;
using YamlDotNet.RepresentationModel;

namespace Classifier.Api.Intake;

/// <summary>How one tool's webhooks prove their sender and become alerts.</summary>
/// <param name="Name">As in the route.</param>
/// <param name="Auth">How senders without a key prove who they are.</param>
/// <param name="AlsoAccepts">Media types beside JSON whose body is JSON all the same.</param>
/// <param name="HeaderPrefix">Headers that start so are members of the payload, and the body is its <c>data</c>; null when headers say nothing.</param>
/// <param name="Shapes">What payloads can look like, the first that fits counts; never empty.</param>
/// <param name="IgnoresOthers">Whether a payload that fits no shape is ignored, or kept as dead.</param>
internal sealed record SourceDefinition(
    string Name, SourceAuth Auth, IReadOnlyList<string> AlsoAccepts, string? HeaderPrefix, IReadOnlyList<SourceShape> Shapes, bool IgnoresOthers)
{
    private static readonly string[] OwnMembers = ["name", "auth", "also_accepts", "header_prefix"];

    /// <summary>Reads a source file. Where all payloads look alike, the members of the one shape stand at the top.</summary>
    /// <exception cref="YamlFileException">Not YAML, an unknown member, a field or expression that will not do.</exception>
    public static SourceDefinition Parse(string yaml, string file)
    {
        var faults = new YamlFaults(file);
        var node = YamlFile.RootOf(yaml, file);
        var hasShapes = node is YamlMappingNode mapping && mapping.Children.ContainsKey(new YamlScalarNode("shapes"));
        var root = new YamlSection(node, faults, "the source", hasShapes ? [.. OwnMembers, "shapes", "others"] : [.. OwnMembers, .. SourceShape.Members]);
        IReadOnlyList<SourceShape> shapes = hasShapes
            ? [.. root.Items("shapes").Select(shape => SourceShape.Read(new(shape, faults, "a shape", ["when", .. SourceShape.Members]), faults))]
            : [SourceShape.Read(root, faults)];
        if (shapes.Count == 0)
            faults.Add(root.LineOf("shapes"), "shapes need at least one");
        var definition = new SourceDefinition(
            root.Text("name"), SourceAuth.Read(root, faults), root.Texts("also_accepts"), root.Optional("header_prefix"), shapes,
            root.Word<bool>("others", false, word => word switch { "ignore" => true, "keep" => false, _ => null }));
        return faults.Any ? throw new YamlFileException(faults.ToString()) : definition;
    }
}
