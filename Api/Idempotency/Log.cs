namespace Classifier.Api.Idempotency;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "The answer to a request with an Idempotency-Key could not be kept; sent again after {ReservedUntil:O} it is carried out again: {Reason}")]
    public static partial void AnswerNotKept(this ILogger logger, DateTimeOffset reservedUntil, string reason);

    [LoggerMessage(5102, LogLevel.Warning, "Expired answers could not be deleted, trying again later: {Reason}")]
    public static partial void AnswersNotDeleted(this ILogger logger, string reason);
}
