namespace Classifier.Api.Intake;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "A delivery to {Source} was refused: its proof does not hold, or no secret is configured")]
    public static partial void DeliveryRefused(this ILogger logger, string source);

    [LoggerMessage(5002, LogLevel.Warning, "Ignored a subscription to {Source}: {Reason}")]
    public static partial void SubscriptionIgnored(this ILogger logger, string source, string reason);

    [LoggerMessage(5003, LogLevel.Information, "Subscribed {Source} to {Topic}")]
    public static partial void Subscribed(this ILogger logger, string source, string topic);

    [LoggerMessage(5004, LogLevel.Warning, "Amazon SNS cannot be reached: {Reason}")]
    public static partial void SnsAway(this ILogger logger, string reason);

    [LoggerMessage(5006, LogLevel.Warning, "More alerts came than can be stored: {Refused} deliveries refused since the last time this was said; {Waiting} alerts wait")]
    public static partial void DeliveriesRefused(this ILogger logger, int refused, int waiting);

    [LoggerMessage(5005, LogLevel.Error, "The secret file of {Source} cannot be read: {Reason}")]
    public static partial void SecretFileUnreadable(this ILogger logger, string source, string reason);
}
