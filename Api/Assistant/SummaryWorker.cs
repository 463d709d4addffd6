using System.Threading.Channels;
using Classifier.Api.Incidents;
using Classifier.Api.Responses;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Assistant;

/// <summary>Adds the model's summary to rooms whose brief is posted. Nothing waits for it: what comes late, or not at all, is not missed.</summary>
internal sealed class SummaryWorker(KernelBriefWriter writer, IIncidentStore incidents, ResponseQueue responses, IDatabase database, WorkSignal signal, TimeProvider clock, ILogger<SummaryWorker> logger) : BackgroundService
{
    private const int MostWaiting = 100;
    private readonly Channel<long> _briefed = Channel.CreateBounded<long>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>An incident's room has its brief.</summary>
    public void Briefed(long incident) => _briefed.Writer.TryWrite(incident);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SummariseAsync(await _briefed.Reader.ReadAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException fault)
            {
                logger.StoreAway(fault.Message);
            }
        }
    }

    private async Task SummariseAsync(long number, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(number, cancellationToken) is not { IsOpen: true } incident || await writer.TryAsync(incident, cancellationToken) is not { } summary)
            return;
        await database.WriteAsync(async transaction =>
        {
            // Private since: what was asked in public is not said there any more.
            if (await incidents.FindAsync(transaction, number) is { IsOpen: true } now && now.IsPrivate == incident.IsPrivate)
                await responses.PlanAsync(transaction, now, [new(new PostNote($"In short, by a language model: {summary}"), clock.GetUtcNow())]);
            return true;
        }, cancellationToken);
        signal.Steps.Set();
    }
}
