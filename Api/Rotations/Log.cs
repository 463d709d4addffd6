using Classifier.Directories;

namespace Classifier.Api.Rotations;

internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Information, "The directory was taken anew: {Teams} teams, {People} people")]
    public static partial void DirectoryTaken(this ILogger logger, int teams, int people);

    [LoggerMessage(9002, LogLevel.Error, "The changed directory cannot hold, so what held goes on: {Reason}")]
    public static partial void DirectoryRefused(this ILogger logger, string reason);

    [LoggerMessage(9005, LogLevel.Information, "What people are told was taken anew")]
    public static partial void TextsTaken(this ILogger logger);

    [LoggerMessage(9006, LogLevel.Error, "The changed texts cannot hold, so what held goes on: {Reason}")]
    public static partial void TextsRefused(this ILogger logger, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "Who is on call by {Feed}: {Problem}")]
    public static partial void FeedProblem(this ILogger logger, OnCallFeed feed, string problem);

    [LoggerMessage(9004, LogLevel.Warning, "What was known of who is on call cannot be kept in {File}: {Reason}")]
    public static partial void CacheUnusable(this ILogger logger, string file, string reason);
}
