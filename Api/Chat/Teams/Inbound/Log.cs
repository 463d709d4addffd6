namespace Classifier.Api.Chat.Teams.Inbound;

internal static partial class Log
{
    [LoggerMessage(7301, LogLevel.Warning, "Somebody in Teams whom the directory does not know was refused: {User}")]
    public static partial void StrangerRefused(this ILogger logger, string user);

    [LoggerMessage(7302, LogLevel.Warning, "An answer could not be given in Teams: {Reason}")]
    public static partial void NotAnswered(this ILogger logger, string reason);

    [LoggerMessage(7304, LogLevel.Warning, "The keys that sign what Teams delivers could not be read: {Reason}")]
    public static partial void KeysNotRead(this ILogger logger, string reason);
}
