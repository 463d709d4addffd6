namespace Classifier.Api.Chat.Xmpp.Inbound;

internal static partial class Log
{
    [LoggerMessage(7201, LogLevel.Warning, "Somebody on the XMPP server whom the directory does not know was refused: {Person}")]
    public static partial void StrangerRefused(this ILogger logger, string person);

    [LoggerMessage(7202, LogLevel.Warning, "An answer could not be given over XMPP: {Reason}")]
    public static partial void NotAnswered(this ILogger logger, string reason);

    [LoggerMessage(7203, LogLevel.Warning, "What was said over XMPP could not be worked off now: {Reason}")]
    public static partial void MessageFailed(this ILogger logger, string reason);

    [LoggerMessage(7204, LogLevel.Warning, "The connection to the XMPP server was lost and is made anew: {Reason}")]
    public static partial void ConnectionLost(this ILogger logger, string reason);

    [LoggerMessage(7205, LogLevel.Information, "Listening to the XMPP server as {Bot}, in {Rooms} rooms")]
    public static partial void Listening(this ILogger logger, string bot, int rooms);

    [LoggerMessage(7206, LogLevel.Warning, "The XMPP room {Room} is not listened to: {Reason}")]
    public static partial void RoomNotHeard(this ILogger logger, string room, string reason);
}
