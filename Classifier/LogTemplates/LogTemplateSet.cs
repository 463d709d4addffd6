using System.Text.Json;

namespace Classifier.LogTemplates;

/// <summary>Templates that do not change any more: what serving matches against, from as many threads as it likes.</summary>
public sealed class LogTemplateSet
{
    private readonly TemplateTree _tree = new();
    private readonly Dictionary<int, LogTemplate> _byId = [];

    /// <param name="file">Its templates are in order.</param>
    internal LogTemplateSet(LogTemplateFile file)
    {
        file.Check();
        File = file;
        foreach (var template in file.Templates)
        {
            _byId.Add(template.Id, template);
            _tree.Add(NodeOf(template));
        }
    }

    /// <summary>By ascending number; not <see cref="LogTemplate.CatchAll"/>.</summary>
    public IReadOnlyList<LogTemplate> Templates => File.Templates;

    /// <summary>Lines that count for <see cref="LogTemplate.CatchAll"/>, from 0.</summary>
    public long FoldedLines => File.FoldedLines;

    internal LogTemplateFile File { get; }

    /// <summary>The template with a number.</summary>
    /// <returns>Null for a number that is not known, was merged into another, or is <see cref="LogTemplate.CatchAll"/>.</returns>
    public LogTemplate? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The template of a line, with how often it was seen. Allocates nothing.</summary>
    /// <param name="line">Any text; the first 4,096 characters count.</param>
    /// <returns>Null where no template fits: such a line was not seen, or so rarely that its template had to make room.</returns>
    public LogTemplate? Match(ReadOnlySpan<char> line)
    {
        var pieces = LineCutter.Cut(line, stackalloc LogPiece[LineCutter.MostPieces]);
        return _tree.Find(pieces) is { } node ? _byId[node.Id] : null;
    }

    /// <summary>Writes <c>templates.json</c>: the same bytes for the same templates.</summary>
    /// <param name="stream">Stays open.</param>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream, File, LogTemplateJson.Readable.LogTemplateFile);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <exception cref="InvalidDataException">It is no JSON, of another version, or breaks a rule; nothing of it was used.</exception>
    public static LogTemplateSet Load(Stream stream)
    {
        try
        {
            return new(JsonSerializer.Deserialize(stream, LogTemplateJson.Default.LogTemplateFile) ?? throw new InvalidDataException("holds null"));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static TemplateNode NodeOf(LogTemplate template)
    {
        try
        {
            return new(template.Id, LogPattern.Read(template.Parts), template.Count);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"template {template.Id} {e.Message}", e);
        }
    }
}
