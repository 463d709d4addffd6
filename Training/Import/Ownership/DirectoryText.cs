using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Import.Ownership;

/// <summary>The text of a directory file that has no fault, and where its services stand in it.</summary>
/// <param name="text">Without a byte order mark.</param>
internal sealed class DirectoryText(string text)
{
    private const string Section = "services";

    private readonly string _break = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The line at which each service begins, by key.</summary>
    public IReadOnlyDictionary<string, long> ServiceLines()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var services = stream.Documents is [{ RootNode: YamlMappingNode root }, ..] && root.Children.TryGetValue(new YamlScalarNode(Section), out var node) ? node : null;
        return (services as YamlSequenceNode ?? []).OfType<YamlMappingNode>()
            .Select(item => (Key: (item.Children.TryGetValue(new YamlScalarNode("key"), out var key) ? key as YamlScalarNode : null)?.Value ?? "", item.Start.Line))
            .DistinctBy(item => item.Key).ToDictionary(item => item.Key, item => (long)item.Line);
    }

    /// <summary>The text with entries after the last service, everything else as it was.</summary>
    /// <param name="entries">Mappings in braces, one a service.</param>
    /// <exception cref="InputException">Services are written in a way that nothing can be added to.</exception>
    public string With(IReadOnlyList<string> entries)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
            return AtTheEnd(entries);
        while (!parser.Accept<MappingEnd>(out _))
        {
            if (parser.Consume<Scalar>() is { Value: Section } name)
                return InSection(parser, name, entries);
            parser.SkipThisAndNestedEvents();
        }
        return AtTheEnd(entries);
    }

    private string InSection(Parser parser, Scalar name, IReadOnlyList<string> entries)
    {
        if (parser.TryConsume<Scalar>(out _))
            return AfterLine((int)name.End.Index, Lines("  ", entries));
        if (!parser.TryConsume<SequenceStart>(out var list))
            throw new InputException($"line {name.Start.Line}: services are no list that a line can be added to");
        if (parser.TryConsume<SequenceEnd>(out var end))
            return Without((int)list.Start.Index, EndOf(end)).AfterLine((int)name.End.Index, Lines("  ", entries));
        var last = EndOfLast(parser);
        return list.Style == SequenceStyle.Flow
            ? text.Insert(last, string.Concat(entries.Select(e => $", {e}")))
            : AfterLine(last, Lines(new(' ', (int)list.Start.Column - 1), entries));
    }

    /// <summary>Where the content of the last item ends. Block collections end where the next thing begins, so what they hold is asked.</summary>
    private static int EndOfLast(Parser parser)
    {
        var (open, end) = (new Stack<bool>(), 0);
        while (open.Count > 0 || !parser.Accept<SequenceEnd>(out _))
        {
            switch (parser.Consume<ParsingEvent>())
            {
                case MappingStart mapping:
                    open.Push(mapping.Style == MappingStyle.Flow);
                    break;
                case SequenceStart sequence:
                    open.Push(sequence.Style == SequenceStyle.Flow);
                    break;
                case MappingEnd or SequenceEnd when !open.Pop():
                    break;
                case var content:
                    end = Math.Max(end, EndOf(content));
                    break;
            }
        }
        return end;
    }

    // The end of what stands in brackets is told as the place of the closing one.
    private static int EndOf(ParsingEvent content) => (int)content.End.Index + (content is MappingEnd or SequenceEnd ? 1 : 0);

    private DirectoryText Without(int from, int to) => new(text[..from].TrimEnd(' ') + text[to..]);

    private string AfterLine(int at, string lines)
    {
        var newLine = text.IndexOf('\n', Math.Max(at - 1, 0));
        return newLine < 0 ? text + _break + lines[..^_break.Length] : text.Insert(newLine + 1, lines);
    }

    private string AtTheEnd(IReadOnlyList<string> entries) =>
        (text.Length == 0 || text.EndsWith('\n') ? text : text + _break) + $"{Section}:{_break}" + Lines("  ", entries);

    private string Lines(string indent, IReadOnlyList<string> entries) => string.Concat(entries.Select(e => $"{indent}- {e}{_break}"));
}
