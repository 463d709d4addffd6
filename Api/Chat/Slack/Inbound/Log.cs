namespace Classifier.Api.Chat.Slack.Inbound;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Warning, "Somebody in Slack whom the directory does not know was refused: {User}")]
    public static partial void StrangerRefused(this ILogger logger, string user);

    [LoggerMessage(7002, LogLevel.Warning, "An answer could not be given in Slack: {Reason}")]
    public static partial void NotAnswered(this ILogger logger, string reason);

    [LoggerMessage(7004, LogLevel.Warning, "Slack's socket was lost and is opened anew: {Reason}")]
    public static partial void SocketLost(this ILogger logger, string reason);

    [LoggerMessage(7005, LogLevel.Information, "Listening to Slack's socket")]
    public static partial void SocketOpen(this ILogger logger);
}
