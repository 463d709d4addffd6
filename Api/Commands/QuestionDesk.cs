using Classifier.Alerts;
using Classifier.Api.Identity;
using Classifier.Api.Intake;
using Classifier.Incidents;

namespace Classifier.Api.Commands;

/// <summary>Makes an incident of an owner question, when somebody says that the answer is right or whose it is instead.</summary>
internal sealed class QuestionDesk(IQuestionStore questions, IInbox inbox, IIncidentStore incidents, AlertIntake intake, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The question that a command names, or that was asked where it is said.</summary>
    public async Task<OwnerQuestion?> FindAsync(ChatCommand command, CancellationToken cancellationToken) => command switch
    {
        { Question: { } number } => await questions.FindAsync(number, cancellationToken),
        { Incident: null, Place.Length: > 0 } => await questions.FindAtAsync(command.Place, cancellationToken),
        _ => null,
    };

    /// <summary>The incident of a question, opened where there is none yet; it goes the way of any alert.</summary>
    /// <returns>Null when it was taken and not decided in time.</returns>
    public async Task<Incident?> OpenAsync(OwnerQuestion question, Actor actor, CancellationToken cancellationToken)
    {
        if (question.Incident is { } known)
            return await incidents.FindAsync(known, cancellationToken);
        var alert = new Alert
        {
            Title = AlertLimits.Keep(question.Text.Split('\n')[0], AlertLimits.Title),
            Description = question.Text,
            Source = "chat",
            OccurredAt = clock.GetUtcNow(),
            DedupKey = question.Id,
            Reporter = question.AskedBy,
        };
        var acceptance = await intake.AcceptAsync([new(alert)], payload: null, new(actor.Name), _ => throw new InvalidOperationException("is known by nothing"), cancellationToken);
        if (await DecidedAsync(acceptance.Ids[0], cancellationToken) is not { } number)
            return null;
        await questions.MarkOpenedAsync(question.Number, number, cancellationToken);
        return await incidents.FindAsync(number, cancellationToken);
    }

    private async Task<long?> DecidedAsync(Guid alert, CancellationToken cancellationToken)
    {
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < LongestWait;)
        {
            if (await inbox.FindAsync(alert, cancellationToken) is { Incident: { } number })
                return number;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
        return null;
    }
}
