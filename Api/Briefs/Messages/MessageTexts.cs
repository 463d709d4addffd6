using Classifier.Alerts;
using Classifier.Api.Templates;

namespace Classifier.Api.Briefs.Messages;

/// <summary>Says things in the languages that hold now. They are replaced as a whole.</summary>
internal sealed class MessageTexts(MessageCatalog catalog, ILogger<MessageTexts> logger)
{
    private MessageCatalog _catalog = catalog;

    /// <summary>Other files hold.</summary>
    public void Replace(MessageCatalog catalog) => Volatile.Write(ref _catalog, catalog);

    /// <summary>The service's own words in a language.</summary>
    public Vocabulary Words(string language) => Volatile.Read(ref _catalog).Words(language);

    /// <summary>A text of one line.</summary>
    public string Say(string name, string language, IReadOnlyDictionary<string, object?> values) => string.Join(' ', Lines(name, language, values));

    /// <summary>A text's lines; the values have no breaks of lines, so that each line is one of the text. One that fails, or says nothing where it must, is said as it ships.</summary>
    public IReadOnlyList<string> Lines(string name, string language, IReadOnlyDictionary<string, object?> values)
    {
        var texts = Volatile.Read(ref _catalog);
        try
        {
            if (Split(Liquid.Render(texts.Text(language, name), values)) is var lines && (lines.Count > 0 || !MessageNames.NeverEmpty.Contains(name)))
                return lines;
            logger.TextFailed(name, language, "it says nothing");
        }
        catch (Exception fault) when (Liquid.IsFault(fault))
        {
            logger.TextFailed(name, language, fault.Message);
        }
        return Split(Liquid.Render(texts.Shipped(name), values));
    }

    /// <summary>The values, and beside them the texts that are parts of others.</summary>
    public Dictionary<string, object?> WithPieces(string language, IReadOnlyDictionary<string, object?> values)
    {
        var all = new Dictionary<string, object?>(values, StringComparer.Ordinal);
        foreach (var piece in MessageNames.Pieces)
            all[piece] = string.Join('\n', Lines(piece, language, values));
        return all;
    }

    private static List<string> Split(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(AlertLimits.OneLine).Where(line => line.Length > 0)];
}
