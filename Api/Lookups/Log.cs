namespace Classifier.Api.Lookups;

internal static partial class Log
{
    [LoggerMessage(6101, LogLevel.Warning, "{Source} {What}.")]
    public static partial void NotAnswered(this ILogger logger, string source, string what, Exception? error);
}
