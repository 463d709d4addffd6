using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Directories;

/// <summary>A YAML file that operators write is wrong; the message has a line <c>file:line: reason</c> for each fault.</summary>
public sealed class YamlFileException(string message) : Exception(message);

/// <summary>Reads YAML files that operators write.</summary>
public static class YamlFile
{
    /// <summary>The text of a file.</summary>
    /// <exception cref="YamlFileException">It cannot be read.</exception>
    public static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new YamlFileException($"{path}: {error.Message}");
        }
    }

    /// <summary>What stands in a text; an empty mapping where nothing does.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">How faults name the file.</param>
    /// <exception cref="YamlFileException">The text is not YAML.</exception>
    public static YamlNode RootOf(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new YamlFileException($"{file}:{error.Start.Line}: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            // So the library says it of brackets that are open at the end, as in a file of which half is written.
            throw new YamlFileException($"{file}:1: something in brackets has no end");
        }
        return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : new YamlMappingNode();
    }
}
