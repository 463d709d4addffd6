namespace Classifier.Logs;

/// <summary>How bad a log line says it is, least first: the ranges of OTLP's severity numbers.</summary>
public enum LogSeverity
{
    /// <summary>It does not say.</summary>
    Unspecified,

    /// <summary>1 to 4.</summary>
    Trace,

    /// <summary>5 to 8.</summary>
    Debug,

    /// <summary>9 to 12.</summary>
    Info,

    /// <summary>13 to 16.</summary>
    Warn,

    /// <summary>17 to 20.</summary>
    Error,

    /// <summary>21 to 24.</summary>
    Fatal,
}

/// <summary>A line that a service logged, already redacted.</summary>
/// <param name="At">By the service's clock.</param>
/// <param name="Severity">How bad it says it is.</param>
/// <param name="Service">Who logged it, in lower case; empty when it did not say.</param>
/// <param name="Host">Where; empty when it did not say.</param>
/// <param name="TraceId">32 hexadecimal digits; null outside a trace.</param>
/// <param name="Text">One line, never empty, at most <see cref="Alerts.AlertLimits.LogLine"/> UTF-16 units.</param>
public sealed record LogLine(DateTimeOffset At, LogSeverity Severity, string Service, string Host, string? TraceId, string Text);
