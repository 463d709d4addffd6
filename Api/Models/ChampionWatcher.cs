using Classifier.Api.Health;
using Classifier.Api.Incidents;
using Classifier.Api.Scoring;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Api.Models;

/// <summary>
/// Follows the pointer to the champion: a promoted version answers without restart. One that is refused is named, and what
/// answered before goes on; at a start the previous champion stands in.
/// </summary>
internal sealed class ChampionWatcher(ModelStore models, CurrentScorer scorer, CurrentDirectory directory, Readiness readiness, ILogger<ChampionWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly Lock _refreshing = new();
    private ChampionPointer? _seen;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Refresh();      // before the first request
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Refresh();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>Looks at the pointer now, and loads what it names when that is another version.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            try
            {
                var pointer = models.Champion();
                if (pointer == _seen)
                    return;
                _seen = pointer;
                if (pointer is not null)
                    Follow(pointer);
            }
            catch (ModelRefusedException error)
            {
                Refused("the pointer to the champion", error);
            }
        }
    }

    private void Follow(ChampionPointer pointer)
    {
        if (TryLoad(pointer.Version))
        {
            readiness.Degraded = null;
            return;
        }
        if (!scorer.HasModel && pointer.Previous is { } previous && TryLoad(previous))
            readiness.Degraded = $"{readiness.Degraded}; {previous}, the champion before it, answers";
    }

    private bool TryLoad(string version)
    {
        if (version == scorer.Version)
            return true;
        try
        {
            scorer.Replace(new ModelScorer(Model.Load(models.PathOf(version)), directory), version);
            logger.ChampionLoaded(version);
            return true;
        }
        catch (ModelRefusedException error)
        {
            Refused($"model {version}", error);
            return false;
        }
    }

    private void Refused(string what, ModelRefusedException error)
    {
        var stands = scorer.Version is { } old ? $"; {old} goes on answering" : "";
        readiness.Degraded = $"{what} is refused: {error.Message}{stands}";
        logger.ModelRefused(readiness.Degraded);
    }
}
