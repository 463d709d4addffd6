using Classifier.Alerts;
using Classifier.Api.Templates;

namespace Classifier.Api.Briefs.Messages;

/// <summary>Says things in one language.</summary>
/// <param name="catalog">All texts.</param>
/// <param name="name">Such as <c>de</c>.</param>
/// <param name="isAsShipped">Whether an operator's own words are left aside.</param>
/// <param name="texts">Told of a text that fails.</param>
internal sealed class MessageLanguage(MessageCatalog catalog, string name, bool isAsShipped, MessageTexts texts)
{
    /// <summary>Such as <c>de</c>.</summary>
    public string Name => name;

    /// <summary>The service's own words.</summary>
    public Vocabulary Words { get; } = isAsShipped ? Vocabulary.English : catalog.Words(name);

    /// <summary>A text in one line.</summary>
    public string Say(string text, IReadOnlyDictionary<string, object?> values) => string.Join(' ', Lines(text, values));

    /// <summary>A text's lines. One that fails, or says nothing where it must, is said as it ships.</summary>
    public IReadOnlyList<string> Lines(string text, IReadOnlyDictionary<string, object?> values)
    {
        try
        {
            if (Split(Liquid.Render(Of(text).Template, values)) is var lines && (lines.Count > 0 || !MessageNames.NeverEmpty.Contains(text)))
                return lines;
            texts.Failed(text, name, "it says nothing");
        }
        // Whatever it is: the message is waited for, and its operator is told.
        catch (Exception fault) when (!isAsShipped)
        {
            texts.Failed(text, name, fault.GetType().Name);
        }
        return Split(Liquid.Render(catalog.Shipped(name, text).Template, values));
    }

    /// <summary>The values, and beside them the pieces that a text uses.</summary>
    public Dictionary<string, object?> WithPieces(string text, IReadOnlyDictionary<string, object?> values)
    {
        var all = new Dictionary<string, object?>(values, StringComparer.Ordinal);
        foreach (var piece in MessageNames.Pieces.Where(piece => piece == MessageNames.Heading || Of(text).Uses.Contains(piece) || catalog.Shipped(name, text).Uses.Contains(piece)))
            all[piece] = piece is MessageNames.Heading or MessageNames.Line ? Say(piece, values) : string.Join('\n', Lines(piece, values));
        return all;
    }

    private MessageText Of(string text) => isAsShipped ? catalog.Shipped(name, text) : catalog.Text(name, text);

    private static List<string> Split(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(AlertLimits.OneLine).Where(line => line.Length > 0)];
}
