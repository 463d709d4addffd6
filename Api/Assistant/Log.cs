namespace Classifier.Api.Assistant;

internal static partial class Log
{
    [LoggerMessage(9501, LogLevel.Warning, "The language model gave no answer that can be used")]
    public static partial void NoAnswer(this ILogger logger, Exception fault);
}
