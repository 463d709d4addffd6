namespace Classifier.Api.Identity;

/// <summary>The service was started with settings that are only good for trying out.</summary>
internal sealed class UnsafeDefaultsException(string message) : Exception(message);

/// <summary>Outside Development the admin key comes from whoever installs the service: nothing starts with a key that we made up.</summary>
internal static class ProductionKey
{
    private const string Setting = "Identity:AdminKey";
    private const string FileSetting = "Identity:AdminKeyFile";
    private const int Shortest = 32;

    /// <summary>Stores the key of the settings.</summary>
    /// <exception cref="UnsafeDefaultsException">There is none, or a short one.</exception>
    public static async Task EnsureAsync(IConfiguration settings, KeyRing keys, CancellationToken cancellationToken)
    {
        var given = settings[FileSetting] is { Length: > 0 } file ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : settings[Setting];
        if (given is not { Length: >= Shortest })
            throw new UnsafeDefaultsException($"outside Development it needs an admin key of at least {Shortest} characters in {Setting} (environment: Identity__AdminKey) or in the file that {FileSetting} names.");
        await keys.RevokeAsync(DevelopmentKey.Name, cancellationToken);     // it stands in a file, in plain text
        await keys.SaveAsync("admin", given, [Scopes.Admin], cancellationToken);
    }
}
