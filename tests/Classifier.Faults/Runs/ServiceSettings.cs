namespace Classifier.Faults.Runs;

/// <summary>How the service under test is started.</summary>
/// <param name="Assembly">Its <c>Classifier.Api.dll</c>.</param>
/// <param name="Home">A home of its own.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Arguments">Further configuration.</param>
internal sealed record ServiceSettings(string Assembly, string Home, Uri Url, IReadOnlyList<string> Arguments)
{
    /// <summary>The key that it takes.</summary>
    public const string AdminKey = "fault-runs-0123456789abcdef0123456789abcdef";
}
