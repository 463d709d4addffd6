using Classifier.Alerts;

namespace Classifier.Incidents;

/// <summary>Which alert: what its facts share from its beginning to its end.</summary>
/// <param name="Hash">Source and dedup key (<see cref="Fingerprint.KeyHash"/>).</param>
/// <param name="Instance">Which of the key's alerts; null where the source knows one alone.</param>
public sealed record AlertKey(byte[] Hash, string? Instance)
{
    /// <summary>Of an alert.</summary>
    public static AlertKey Of(Alert alert) => new(Fingerprint.KeyHash(alert.Source, alert.DedupKey), alert.Instance);
}
