namespace Classifier.Api.Operations;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "Nobody is at work on {Subject}: {Kind}")]
    public static partial void Gap(this ILogger logger, string kind, string subject);

    [LoggerMessage(6002, LogLevel.Warning, "Sending to chat tools is {Enabled} by {By}")]
    public static partial void OutboundSwitched(this ILogger logger, bool enabled, string by);

    [LoggerMessage(6003, LogLevel.Information, "Deleted {Count} that had been kept long enough")]
    public static partial void Deleted(this ILogger logger, int count);

    [LoggerMessage(6004, LogLevel.Warning, "What has been kept long enough is not deleted now: {Reason}")]
    public static partial void NotDeleted(this ILogger logger, string reason);

    [LoggerMessage(6005, LogLevel.Warning, "Stakeholders are not told how things stand, and will be in a minute: {Reason}")]
    public static partial void DigestFailed(this ILogger logger, string reason);
}
