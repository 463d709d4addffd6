using System.Data.Common;
using Classifier.Incidents;

namespace Classifier.Api.Operations;

/// <summary>Looks once a minute for accepted alerts and incidents that nobody is at work on, and says so in the log.</summary>
internal sealed class SelfAudit(IAuditStore store, TimeProvider clock, ILogger<SelfAudit> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Longer than any step's lease and the longest wait between two tries.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    /// <summary>Looks once.</summary>
    public Task<IReadOnlyList<AuditGap>> LookAsync(CancellationToken cancellationToken) => store.FindGapsAsync(clock.GetUtcNow() - Overdue, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        IReadOnlySet<AuditGap> told = new HashSet<AuditGap>();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var gaps = (await LookAsync(stoppingToken)).ToHashSet();
                foreach (var gap in gaps.Except(told))      // each once, not every minute
                    logger.Gap(gap.Kind, gap.Subject);
                told = gaps;
            }
            catch (DbException)
            {
                // The store is away, as others say; the next look comes in a minute.
            }
        }
    }
}
