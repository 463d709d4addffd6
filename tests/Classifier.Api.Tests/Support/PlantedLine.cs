using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Support;

/// <summary>A log line that a search has to find.</summary>
internal static partial class PlantedLine
{
    [LoggerMessage(9900, LogLevel.Information, "{Word}")]
    public static partial void Planted(this ILogger logger, string word);
}
