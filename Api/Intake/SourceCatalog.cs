using System.Collections.Frozen;
using Classifier.Directories;

namespace Classifier.Api.Intake;

/// <summary>The sources that ship and those of <c>data/sources/</c>; a user's own replaces one that ships by the same name.</summary>
internal sealed class SourceCatalog
{
    private readonly FrozenDictionary<string, SourceDefinition> _sources;

    private SourceCatalog(IEnumerable<SourceDefinition> sources) => _sources = sources.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>Names of all sources.</summary>
    public IEnumerable<string> Names => _sources.Keys.Order(StringComparer.Ordinal);

    /// <summary>A source by name; null when there is none.</summary>
    public SourceDefinition? Find(string name) => _sources.GetValueOrDefault(name);

    /// <summary>Reads all source files.</summary>
    /// <exception cref="YamlFileException">One of them is wrong.</exception>
    public static SourceCatalog Load(Home home)
    {
        var sources = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);
        foreach (var (file, yaml) in Shipped().Concat(Own(Path.Combine(home.Data, "sources"))))
        {
            var source = SourceDefinition.Parse(yaml, file);
            sources[source.Name] = source;
        }
        return new(sources.Values);
    }

    private static IEnumerable<(string File, string Yaml)> Shipped()
    {
        var assembly = typeof(SourceCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Intake.Sources.", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static IEnumerable<(string File, string Yaml)> Own(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, YamlFile.Text(file)));
}
