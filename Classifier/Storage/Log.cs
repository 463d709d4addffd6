using Microsoft.Extensions.Logging;

namespace Classifier.Storage;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "The database refused a commit of {Count} writes; none was acknowledged")]
    public static partial void WriteFailed(this ILogger logger, Exception error, int count);

    [LoggerMessage(3002, LogLevel.Warning, "The write-ahead log cannot be moved into the database now: {Reason}")]
    public static partial void CheckpointFailed(this ILogger logger, string reason);

    [LoggerMessage(3003, LogLevel.Information, "The database as the older program left it is kept in {File}")]
    public static partial void BackedUp(this ILogger logger, string file);
}
