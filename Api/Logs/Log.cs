namespace Classifier.Api.Logs;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "Old log lines stay for now, the store is away: {Reason}")]
    public static partial void NotDeleted(this ILogger logger, string reason);
}
