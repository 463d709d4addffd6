using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Import.Ownership;

/// <summary>One document of a YAML file, or why it could not be read.</summary>
/// <param name="FirstLine">Where it begins in the file, from 1; lines of its nodes count from there.</param>
/// <param name="Root">Null where it could not be read or is empty.</param>
/// <param name="Fault">Null where it could be read; its line is of the file.</param>
internal sealed record YamlDocumentPart(int FirstLine, YamlNode? Root, (int Line, string Reason)? Fault)
{
    /// <summary>A node's line in the file.</summary>
    public int LineOf(YamlNode node) => FirstLine + (int)node.Start.Line - 1;

    /// <summary>
    /// The documents of a file, each read by itself, so that a broken one does not take the others with it. A line that begins with
    /// <c>---</c> always begins a document (YAML 1.2, 9.1.2: not even a quoted text may contain one).
    /// </summary>
    public static IEnumerable<YamlDocumentPart> Split(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var first = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i < lines.Length && !IsStart(lines[i]))
                continue;
            if (lines[first..i].Any(HasContent))
                yield return Read(first + 1, lines[first..i]);
            first = i;
        }
    }

    private static YamlDocumentPart Read(int firstLine, string[] lines)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(string.Join('\n', lines)));
            return new(firstLine, stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null, null);
        }
        catch (YamlException e)
        {
            // What is missing at the end is missed after the last line.
            return new(firstLine, null, (firstLine + (int)Math.Clamp(e.Start.Line, 1, lines.Length) - 1, $"is not YAML: {e.Message}"));
        }
        catch (InvalidOperationException)
        {
            // So the library says it of brackets that are open at the end.
            return new(firstLine, null, (firstLine, "is not YAML: something that begins here has no end"));
        }
    }

    private static bool IsStart(string line) => line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || char.IsWhiteSpace(line[3]));

    // A directive belongs to no document of its own.
    private static bool HasContent(string line) => line.Trim() is not ("" or "---" or "...") && line.TrimStart()[0] is not '#' && line[0] is not '%';
}
