using Classifier.Api.Incidents;
using Classifier.Directories;
using Classifier.History;
using Classifier.Storage;

namespace Classifier.Api.Operations;

/// <summary>Looks once a minute how the model's answers turned out: a team whose answers are too often wrong is asked first, until they are right again.</summary>
internal sealed class TrackRecords(ILabelStore labels, CurrentDirectory directory, TimeProvider clock) : PeriodicWorker(Every, clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(90);
    private const int Most = 10_000;

    /// <summary>Looks now.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var actedOn = await labels.ActedOnAsync(Clock.GetUtcNow() - LooksBack, Most, cancellationToken);
        var records = TrackRecord.Of(actedOn, directory.Value);
        if (records.Count != directory.Value.Records.Count || records.Any(r => directory.Value.Records.GetValueOrDefault(r.Key) != r.Value))
            directory.Learn(records);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The store is away, as others say; what was known holds until the next look.
        }
    }
}
