namespace Classifier.Api.Problems;

internal static partial class Log
{
    [LoggerMessage(1901, LogLevel.Error, "A request to {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string path);
}
