using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>How bad a line is, by the words that logs use.</summary>
internal static class LogWords
{
    /// <summary>Reads a word; unspecified for one that is not known.</summary>
    public static LogSeverity Severity(string? word) => word?.ToUpperInvariant() switch
    {
        "FATAL" or "CRITICAL" or "CRIT" or "ALERT" or "EMERG" or "EMERGENCY" or "PANIC" => LogSeverity.Fatal,
        "ERROR" or "ERR" or "SEVERE" => LogSeverity.Error,
        "WARN" or "WARNING" => LogSeverity.Warn,
        "INFO" or "NOTICE" or "INFORMATION" => LogSeverity.Info,
        "DEBUG" => LogSeverity.Debug,
        "TRACE" => LogSeverity.Trace,
        _ => LogSeverity.Unspecified,
    };
}
