namespace Classifier.Api.Operations;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "Nobody is at work on {Subject}: {Kind}")]
    public static partial void Gap(this ILogger logger, string kind, string subject);

    [LoggerMessage(6002, LogLevel.Warning, "Sending to chat tools is {Enabled} by {By}")]
    public static partial void OutboundSwitched(this ILogger logger, bool enabled, string by);
}
