using Classifier.Alerts;
using Classifier.Api.Intake;
using Classifier.Incidents;
using Classifier.Storage;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Incidents;

/// <summary>
/// Claims accepted alerts and has them processed; incidents side by side, the alerts of one key in order. While more come than are
/// stored, few are processed at a time: what senders wait for goes first.
/// </summary>
internal sealed class AlertWorker(IInbox inbox, AlertDesk desk, IntakeQueue queue, WorkSignal signal, IOptions<LeaseOptions> leases, TimeProvider clock, ILogger<AlertWorker> logger)
    : ClaimingWorker<ClaimedEntry>(signal.Alerts, Most, leases.Value.Alerts, logger)
{
    private const int Most = 64;
    private const int MostUnderLoad = 4;
    private const int MaxAttempts = 8;

    /// <inheritdoc />
    protected override int AtOnce => queue.IsPressed ? MostUnderLoad : Most;

    /// <inheritdoc />
    protected override Task<IReadOnlyList<ClaimedEntry>> ClaimAsync(int count, TimeSpan lease, CancellationToken cancellationToken) => inbox.ClaimAsync(count, lease, clock.GetUtcNow(), cancellationToken);

    /// <inheritdoc />
    protected override async Task WorkAsync(ClaimedEntry claimed, CancellationToken cancellationToken)
    {
        await ProcessAsync(claimed, cancellationToken);
        signal.Steps.Set();
        if (claimed.Entry.Alert.Status == AlertStatus.Resolved)
            signal.Closed.Set();
    }

    private async Task ProcessAsync(ClaimedEntry claimed, CancellationToken cancellationToken)
    {
        try
        {
            await desk.ProcessAsync(claimed, cancellationToken);
        }
        catch (FencedException error)
        {
            logger.Fenced(error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            // Poison must not block its neighbours: it is tried again later, and kept as dead in the end.
            logger.AlertFailed(error, claimed.Entry.Id, claimed.Attempt);
            DateTimeOffset? again = claimed.Attempt < MaxAttempts ? clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, claimed.Attempt)) : null;
            await inbox.MarkFailedAsync(claimed, again, error.Message, cancellationToken);
        }
    }
}
