using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Responses;

/// <summary>Claims due steps and has them carried out; incidents side by side, the steps of one in order. The only place that retries.</summary>
internal sealed class StepWorker(IStepStore steps, IOutboundSwitch outbound, StepRunner runner, IDatabase database, IIncidentStore incidents, ResponseQueue responses, WorkSignal signal,
    IOptions<LeaseOptions> leases, TimeProvider clock, ILogger<StepWorker> logger)
    : ClaimingWorker<ClaimedStep>(signal.Steps, atOnce: 64, leases.Value.Steps, logger)
{
    private const int MaxAttempts = 8;

    // At most five minutes apart: about a day, which a chat tool may be away for.
    private const int MaxTransientAttempts = 600;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<ClaimedStep>> ClaimAsync(int count, TimeSpan lease, CancellationToken cancellationToken) =>
        (await outbound.ReadAsync(cancellationToken)).IsOn ? await steps.ClaimAsync(count, lease, clock.GetUtcNow(), cancellationToken) : [];

    /// <inheritdoc />
    protected override async Task WorkAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(step, cancellationToken);
        }
        catch (FencedException error)
        {
            logger.Fenced(error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            try
            {
                await PutBackAsync(step, error, cancellationToken);
            }
            catch (FencedException late)
            {
                logger.Fenced(late.Message);
            }
        }
    }

    private async Task PutBackAsync(ClaimedStep step, Exception error, CancellationToken cancellationToken)
    {
        if (error is ChatException { IsOurs: true, RetryAfter: { } wait })
        {
            await steps.DeferAsync(step, clock.GetUtcNow() + wait, cancellationToken);
            return;
        }
        var isFinal = error is ChatException { IsTransient: var mayHelp } ? !mayHelp || step.Attempt >= MaxTransientAttempts : step.Attempt >= MaxAttempts;
        DateTimeOffset? dueAt = isFinal ? null : clock.GetUtcNow() + Wait(step.Attempt, (error as ChatException)?.RetryAfter);
        logger.StepFailed(error, step.Id, step.Incident, step.Attempt, isFinal);
        await database.WriteAsync(async transaction =>
        {
            await steps.MarkFailedAsync(transaction, step, dueAt, error.Message);
            if (step.Attempt == ResponseQueue.TriesBeforeStandIn && error is ChatException { IsTransient: true } && !step.Action.IsTimer)
                await responses.StandInAsync(transaction, step.Incident, step.Connector);
            if (isFinal)
            {
                await incidents.AddEventsAsync(transaction, step.Incident,
                    [IncidentMachine.Event(clock.GetUtcNow(), TimelineWords.Classifier, TimelineWords.StepFailed, $"{Words(step.Action)} on {step.Connector}: {error.Message}")]);
            }
            return true;
        }, cancellationToken);
    }

    /// <summary>Exponential with full jitter, or what the tool asked for (1 s to 15 min).</summary>
    private static TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        if (asked is { } given)
            return TimeSpan.FromSeconds(Math.Clamp(given.TotalSeconds, 1, 900));
        var longest = Math.Min(Math.Pow(2, Math.Min(attempt, 30)), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(Random.Shared.NextDouble() * longest);
    }

    private static string Words(StepAction action) => action switch
    {
        OpenRoom => "opening the room",
        InvitePeople => "inviting people",
        RemovePeople => "moving people out",
        SetTopic => "setting the topic",
        PostBrief or PostNote => "posting",
        EditBrief => "editing the brief",
        AskReporter => "asking the reporter",
        Announce => "telling the channel",
        _ => "a timer",
    };
}
