using Classifier.Api.Briefs.Messages;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Api.Responses;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Operations;

/// <summary>Looks once a minute for accepted alerts and incidents that nobody is at work on, and for people who cannot be found, and says so in the log.</summary>
internal sealed class SelfAudit(IAuditStore store, Reconciler reconciler, CurrentDirectory directory, MessageTexts texts, RefusedPeople refused, TimeProvider clock, ILogger<SelfAudit> logger) : PeriodicWorker(Every, clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Longer than any step's lease and the longest wait between two tries.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    private HashSet<AuditGap> _told = [];

    /// <summary>What is wrong now.</summary>
    public async Task<IReadOnlyList<AuditGap>> FindAsync(CancellationToken cancellationToken) =>
        [.. await store.FindGapsAsync(Clock.GetUtcNow() - Overdue, cancellationToken), .. reconciler.Orphans, .. OfDirectory()];

    private IEnumerable<AuditGap> OfDirectory() =>
    [
        .. directory.Refusal is { } reason ? (AuditGap[])[new("directory_refused", reason)] : [],
        .. texts.Refusal is { } fault ? (AuditGap[])[new("texts_refused", fault)] : [],
        .. directory.Value.Parts.Teams.Where(directory.Value.IsDropped).Select(t => new AuditGap("mode_dropped", $"{t.Key}: {directory.Value.Records[t.Key].Right} of its last {directory.Value.Records[t.Key].Answers} answers were right; it is asked first")),
        .. refused.All.Select(r => new AuditGap("refused_person", $"{r.Tool} {r.Handle} tried to act; nobody in the directory has this handle")),
        .. directory.Value.Feeds.SelectMany(f => f.Value.Problems, (f, problem) => new AuditGap("on_call_unknown", $"{f.Key}: {problem}")),
    ];

    /// <summary>Tells each gap once, not every minute.</summary>
    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var gaps = (await FindAsync(cancellationToken)).ToHashSet();
            foreach (var gap in gaps.Except(_told))
                logger.Gap(gap.Kind, gap.Subject);
            _told = gaps;
        }
        catch (StoreUnavailableException)
        {
            // The store is away, as others say; the next look comes in a minute.
        }
    }
}
