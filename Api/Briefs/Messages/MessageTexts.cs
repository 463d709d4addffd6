using System.Collections.Concurrent;

namespace Classifier.Api.Briefs.Messages;

/// <summary>The texts that hold now, in all languages. They are replaced as a whole.</summary>
internal sealed class MessageTexts(MessageCatalog catalog, ILogger<MessageTexts> logger)
{
    private readonly ConcurrentDictionary<(string Name, string Language), string> _failed = new();
    private MessageCatalog _catalog = catalog;
    private string? _refusal;

    /// <summary>Why the files as they are now do not hold, with their lines; null when they do.</summary>
    public string? Refusal => Volatile.Read(ref _refusal);

    /// <summary>What holds.</summary>
    public MessageCatalog Catalog => Volatile.Read(ref _catalog);

    /// <summary>A language as it is now; English where nothing is said in it.</summary>
    public MessageLanguage In(string language) => new(Catalog, language, isAsShipped: false, this);

    /// <summary>English without an operator's own words, for who is no person.</summary>
    public MessageLanguage AsShipped => new(Catalog, MessageCatalog.English, isAsShipped: true, this);

    /// <summary>Other files hold.</summary>
    public void Replace(MessageCatalog catalog)
    {
        Volatile.Write(ref _catalog, catalog);
        Volatile.Write(ref _refusal, null);
        _failed.Clear();
    }

    /// <summary>The files changed into some that cannot hold: what held goes on.</summary>
    public void Refuse(string reason) => Volatile.Write(ref _refusal, reason);

    /// <summary>Tells once of a text that cannot be written, until the files change.</summary>
    public void Failed(string name, string language, string reason)
    {
        if (_failed.TryAdd((name, language), reason))
            logger.TextFailed(name, language, reason);
    }
}
