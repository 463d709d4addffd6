namespace Classifier.Api.Identity;

/// <summary>The admin key that the first start in Development makes and keeps in <c>var/dev.key</c>.</summary>
internal sealed class DevelopmentKey(KeyRing keys, Home home)
{
    /// <summary>The key's name.</summary>
    public const string Name = "dev";

    /// <summary>Where the key stands.</summary>
    public string File => Path.Combine(home.Var, "dev.key");

    /// <summary>The key of an earlier start, when it still opens the store, else a new one.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        if (System.IO.File.Exists(File))
        {
            var kept = (await System.IO.File.ReadAllTextAsync(File, cancellationToken)).Trim();
            if (await keys.FindAsync(kept, cancellationToken) is not null)
                return kept;
        }
        var key = await keys.CreateAsync(Name, [Scopes.Admin], cancellationToken);
        Directory.CreateDirectory(home.Var);       // no database has made it where that is a server
        await using (var file = new FileStream(File, OwnerOnly()))
        await using (var writer = new StreamWriter(file))
            await writer.WriteLineAsync(key);
        return key;
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
