using Classifier.Incidents;

namespace Classifier.Api.Commands;

/// <summary>Where an answer may be read.</summary>
internal static class Secrecy
{
    /// <summary>What concerns a private incident is said in its own room; elsewhere to the one who asked alone.</summary>
    /// <param name="incidents">For what the command names.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="reply">What would be said.</param>
    /// <param name="room">Number of the incident whose room it was asked in; null elsewhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<bool> IsSecretHereAsync(this IIncidentStore incidents, ChatCommand command, CommandReply reply, long? room, CancellationToken cancellationToken)
    {
        if (reply.Incident is { IsPrivate: true } about)
            return about.Number != room;
        return command.Incident is { } named && named != room && await incidents.FindAsync(named, cancellationToken) is { IsPrivate: true };
    }
}
