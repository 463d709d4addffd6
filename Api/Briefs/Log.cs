namespace Classifier.Api.Briefs;

internal static partial class Log
{
    [LoggerMessage(2501, LogLevel.Warning, "The text '{Name}' in '{Language}' cannot be written, and is said as it ships: {Reason}")]
    public static partial void TextFailed(this ILogger logger, string name, string language, string reason);
}
