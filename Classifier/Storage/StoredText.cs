namespace Classifier.Storage;

/// <summary>What a text column can hold.</summary>
internal static class StoredText
{
    /// <summary>PostgreSQL's text can hold anything but NUL, which becomes U+FFFD; on every database, so that they answer alike.</summary>
    public static string Storable(this string text) => text.Replace('\0', '\uFFFD');
}
