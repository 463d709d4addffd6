namespace Classifier.Api.Responses;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Step {Step} of incident {Incident} failed at attempt {Attempt}; final: {IsFinal}")]
    public static partial void StepFailed(this ILogger logger, Exception error, long step, long incident, int attempt, bool isFinal);

    [LoggerMessage(2002, LogLevel.Information, "inc-{Incident}: room {Room} is open on {Connector}")]
    public static partial void RoomOpened(this ILogger logger, long incident, string room, string connector);

    [LoggerMessage(2003, LogLevel.Warning, "The rooms of a chat tool were not compared now: {Reason}")]
    public static partial void NotReconciled(this ILogger logger, string reason);
}
