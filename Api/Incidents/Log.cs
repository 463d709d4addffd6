namespace Classifier.Api.Incidents;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "{Incident}: {Decision} for {OwningTeam} at {Trust:F3} by model {ModelVersion}")]
    public static partial void AlertDecided(this ILogger logger, string incident, string decision, string owningTeam, double trust, string modelVersion);

    [LoggerMessage(1002, LogLevel.Warning, "The store is away, trying again in a second: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string reason);

    [LoggerMessage(1003, LogLevel.Information, "Dropped a result: {Reason}")]
    public static partial void Fenced(this ILogger logger, string reason);

    [LoggerMessage(1004, LogLevel.Error, "Alert {AlertId} failed at attempt {Attempt}")]
    public static partial void AlertFailed(this ILogger logger, Exception error, Guid alertId, int attempt);

    [LoggerMessage(1005, LogLevel.Information, "Private {Incident} was read by {Actor} with the administrator's right")]
    public static partial void PrivateRead(this ILogger logger, string incident, string actor);
}
