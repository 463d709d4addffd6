namespace Classifier.Api.Chat;

/// <summary>What is logged about people of chat tools, and what tools deliver.</summary>
internal static partial class Log
{
    [LoggerMessage(7101, LogLevel.Warning, "{Person} is not known on {Tool} by the mail address in the directory.")]
    public static partial void NotFoundByMail(this ILogger logger, string person, string tool);

    [LoggerMessage(7102, LogLevel.Warning, "{Person} could not be looked up on {Tool}: {Error}")]
    public static partial void NotLookedUp(this ILogger logger, string person, string tool, string error);

    [LoggerMessage(7103, LogLevel.Warning, "What {Tool} delivered could not be worked off now: {Reason}")]
    public static partial void DeliveryFailed(this ILogger logger, string tool, string reason);

    [LoggerMessage(7104, LogLevel.Error, "What {Tool} delivered broke off while nobody waited for it any more")]
    public static partial void DeliveryBroke(this ILogger logger, string tool, Exception error);
}
