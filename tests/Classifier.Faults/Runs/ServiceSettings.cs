namespace Classifier.Faults.Runs;

/// <summary>How a service under test is started.</summary>
/// <param name="Assembly">Its <c>Classifier.Api.dll</c>.</param>
/// <param name="Home">A home of its own.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Arguments">Further configuration.</param>
internal sealed record ServiceSettings(string Assembly, string Home, Uri Url, IReadOnlyList<string> Arguments)
{
    /// <summary>The key that it takes.</summary>
    public const string AdminKey = "fault-runs-0123456789abcdef0123456789abcdef";

    /// <summary>Further variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Its database where it is a SQLite file.</summary>
    public string DatabaseFile => Path.Combine(Home, "var", "classifier.db");
}
