namespace Classifier.Api.Health;

/// <summary>Why the service is not at its best.</summary>
internal sealed class Readiness
{
    private volatile string? _training;
    private volatile string? _degraded;

    /// <summary>Set while the first champion trains: then the service is not ready.</summary>
    public string? Training
    {
        get => _training;
        set => _training = value;
    }

    /// <summary>Set when the service works with less than it should: no champion, or a refused one.</summary>
    public string? Degraded
    {
        get => _degraded;
        set => _degraded = value;
    }
}
