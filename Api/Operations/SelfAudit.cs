using Classifier.Api.Incidents;
using Classifier.Api.Responses;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Operations;

/// <summary>Looks once a minute for accepted alerts and incidents that nobody is at work on, and for people who cannot be found, and says so in the log.</summary>
internal sealed class SelfAudit(IAuditStore store, Reconciler reconciler, CurrentDirectory directory, TimeProvider clock, ILogger<SelfAudit> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Longer than any step's lease and the longest wait between two tries.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    /// <summary>Looks once.</summary>
    public async Task<IReadOnlyList<AuditGap>> LookAsync(CancellationToken cancellationToken) =>
        [.. await store.FindGapsAsync(clock.GetUtcNow() - Overdue, cancellationToken), .. reconciler.Orphans, .. OfDirectory()];

    private IEnumerable<AuditGap> OfDirectory() =>
    [
        .. directory.Refusal is { } reason ? (AuditGap[])[new("directory_refused", reason)] : [],
        .. directory.Value.Feeds.SelectMany(f => f.Value.Problems, (f, problem) => new AuditGap("on_call_unknown", $"{f.Key}: {problem}")),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        IReadOnlySet<AuditGap> told = new HashSet<AuditGap>();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                told = await TellAsync(told, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>Tells each gap once, not every minute.</summary>
    private async Task<IReadOnlySet<AuditGap>> TellAsync(IReadOnlySet<AuditGap> told, CancellationToken cancellationToken)
    {
        try
        {
            var gaps = (await LookAsync(cancellationToken)).ToHashSet();
            foreach (var gap in gaps.Except(told))
                logger.Gap(gap.Kind, gap.Subject);
            return gaps;
        }
        catch (StoreUnavailableException)
        {
            return told;        // the store is away, as others say; the next look comes in a minute
        }
    }
}
