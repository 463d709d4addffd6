using Classifier.Alerts;
using Classifier.Redaction;

namespace Classifier.Api.Logs;

/// <summary>Names of services and hosts as they are kept.</summary>
internal static class LogNames
{
    private const int Longest = 128;
    private const int MostRead = 16 * Longest;      // redacted before it is cut, since half a secret is not recognised

    /// <summary>A name on one line, cut and redacted; empty for none.</summary>
    public static string Of(string? name, Redactor redactor) => AlertLimits.Keep(AlertLimits.OneLine(redactor.Redact(AlertLimits.Keep(name ?? "", MostRead))).Trim(), Longest);
}
