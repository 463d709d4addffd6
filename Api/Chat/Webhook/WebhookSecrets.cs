namespace Classifier.Api.Chat.Webhook;

/// <summary>What events are signed with, as it is configured: by value, or in a file that is read each time.</summary>
/// <param name="text">The value; goes first.</param>
/// <param name="file">The file's path.</param>
internal sealed class WebhookSecrets(string? text, string? file)
{
    private const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;

    /// <summary>What is wrong, beginning with the setting's last name; null for nothing.</summary>
    public string? Fault()
    {
        var setting = string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(file) ? "SecretFile" : "Secret";
        try
        {
            return Read().Count > 0 ? null : $"{setting} is not set: whsec_ and 24 to 64 random bytes in base64.";
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            return $"{setting} cannot be used: {error.Message}";
        }
    }

    /// <summary>The keys; while a secret is changed there are two, and both sign.</summary>
    /// <exception cref="FormatException">One is not what Standard Webhooks asks for.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IReadOnlyList<byte[]> Read()
    {
        var value = !string.IsNullOrEmpty(text) ? text : !string.IsNullOrEmpty(file) ? File.ReadAllText(file) : "";
        return [.. value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Key)];
    }

    private static byte[] Key(string secret)
    {
        var key = new byte[Longest];
        var isKey = secret.StartsWith(Prefix, StringComparison.Ordinal) & Convert.TryFromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret, key, out var length);
        return isKey && length >= Shortest ? key[..length] : throw new FormatException("a secret is whsec_ and 24 to 64 bytes in base64.");
    }
}
