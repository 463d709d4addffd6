namespace Classifier.Api.Models;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Model {Version} answers")]
    public static partial void ChampionLoaded(this ILogger logger, string version);

    [LoggerMessage(4002, LogLevel.Error, "Degraded: {Reason}")]
    public static partial void ModelRefused(this ILogger logger, string reason);

    [LoggerMessage(4003, LogLevel.Information, "Training: {Line}")]
    public static partial void TrainingSays(this ILogger logger, string line);

    [LoggerMessage(4004, LogLevel.Information, "The first champion is {Version}")]
    public static partial void FirstChampion(this ILogger logger, string version);

    [LoggerMessage(4005, LogLevel.Warning, "Model {Version} was not trained for the precision {Asked} that the directory asks for: it answers on the safe side until the next training")]
    public static partial void PrecisionNotTrained(this ILogger logger, string version, double asked);

    [LoggerMessage(4006, LogLevel.Warning, "Champions cannot be shared with the other nodes now: {Reason}")]
    public static partial void SharedModelsAway(this ILogger logger, string reason);
}
