namespace Classifier;

/// <summary>The one folder that every relative path starts at.</summary>
/// <param name="Root">Absolute.</param>
public sealed record Home(string Root)
{
    /// <summary>Name of the environment variable that sets the home.</summary>
    public const string Variable = "CLASSIFIER_HOME";

    /// <summary>State: database and keys.</summary>
    public string Var => Path.Combine(Root, "var");

    /// <summary>Model versions and the pointer to the champion.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Sample history, directory, own sources.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>Teams, people, services, places.</summary>
    public string DirectoryFile => Path.Combine(Data, "directory.yaml");

    /// <summary>What is redacted beyond the built-in rules; need not be there.</summary>
    public string RedactionFile => Path.Combine(Data, "redaction.yaml");

    /// <summary>The default store.</summary>
    public string DatabaseFile => Path.Combine(Var, "classifier.db");

    /// <summary><paramref name="path"/> itself when absolute, else below the home.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Root);

    /// <summary>
    /// <paramref name="given"/> or the environment variable, else the nearest folder above the executable that holds
    /// <c>Classifier.sln</c>, else the executable's own.
    /// </summary>
    public static Home Find(string? given = null)
    {
        var named = string.IsNullOrWhiteSpace(given) ? Environment.GetEnvironmentVariable(Variable) : given;
        if (!string.IsNullOrWhiteSpace(named))
            return new(Path.GetFullPath(named));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
                return new(folder.FullName);
        }
        return new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
    }
}
