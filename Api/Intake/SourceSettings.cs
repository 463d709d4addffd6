namespace Classifier.Api.Intake;

/// <summary>What the settings say of a source, under <c>Sources:NAME</c>; secrets stand nowhere else.</summary>
internal sealed class SourceSettings(IConfiguration settings, ILogger<SourceSettings> logger)
{
    /// <summary>
    /// The secrets that count now, of <c>Secrets:0</c>, <c>Secrets:1</c> … and the lines of the file that <c>SecretFile</c> names; several while one is changed
    /// for the next. The file is read anew each time.
    /// </summary>
    public IReadOnlyList<string> Secrets(string source)
    {
        var secrets = Values(source, "Secrets");
        if (settings[$"Sources:{source}:SecretFile"] is { Length: > 0 } file)
            secrets = secrets.Concat(Lines(source, file));
        return [.. secrets.Where(s => s.Length > 0)];
    }

    /// <summary>ARNs of the SNS topics whose messages are taken: <c>Topics:0</c>, <c>Topics:1</c> …</summary>
    public IReadOnlySet<string> Topics(string source) => Values(source, "Topics").ToHashSet(StringComparer.Ordinal);

    private IEnumerable<string> Lines(string source, string file)
    {
        try
        {
            return File.ReadAllLines(file).Select(line => line.Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.SecretFileUnreadable(source, error.Message);
            return [];
        }
    }

    private IEnumerable<string> Values(string source, string name) => settings.GetSection($"Sources:{source}:{name}").GetChildren().Select(child => child.Value ?? "");
}
