namespace Classifier.Api.Chat;

/// <summary>What is logged about people of chat tools.</summary>
internal static partial class Log
{
    [LoggerMessage(7101, LogLevel.Warning, "{Person} is not known on {Tool} by the mail address in the directory.")]
    public static partial void NotFoundByMail(this ILogger logger, string person, string tool);

    [LoggerMessage(7102, LogLevel.Warning, "{Person} could not be looked up on {Tool}: {Error}")]
    public static partial void NotLookedUp(this ILogger logger, string person, string tool, string error);
}
