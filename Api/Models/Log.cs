namespace Classifier.Api.Models;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Model {Version} answers")]
    public static partial void ChampionLoaded(this ILogger logger, string version);

    [LoggerMessage(4002, LogLevel.Error, "Degraded: {Reason}")]
    public static partial void ModelRefused(this ILogger logger, string reason);
}
