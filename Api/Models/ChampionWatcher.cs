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
internal sealed class ChampionWatcher(ModelStore models, CurrentScorer scorer, CurrentDirectory directory, Readiness readiness, WorkSignal signal, TimeProvider clock, ILogger<ChampionWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly Lock _refreshing = new();
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private ChampionPointer? _seen;
    private long _refusedAt;

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

    /// <summary>Looks at the pointer, and loads what it names when that is another version.</summary>
    /// <param name="now">Also when it was refused a moment ago.</param>
    public void Refresh(bool now = false)
    {
        lock (_refreshing)
        {
            try
            {
                var pointer = models.Champion();
                // A refused one is looked at again now and then: its file may have been mended.
                if (pointer == _seen && (pointer is null || pointer.Version == scorer.Version || !now && clock.GetElapsedTime(_refusedAt) < LookAgain))
                    return;
                _seen = pointer;
                if (pointer is not null)
                    Follow(pointer);
            }
            catch (Exception error) when (IsRefusal(error))
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
            var model = Model.Load(models.PathOf(version));
            scorer.Replace(new ModelScorer(model, directory), version);
            WarnOfPrecisions(model, version);
            signal.Closed.Set();        // what ended since it was trained
            logger.ChampionLoaded(version);
            return true;
        }
        catch (Exception error) when (IsRefusal(error))
        {
            Refused($"model {version}", error);
            return false;
        }
    }

    /// <summary>Says which precisions the directory asks for that the model was not trained for, and is answered on the safe side.</summary>
    private void WarnOfPrecisions(Model model, string version)
    {
        if (model.OwningTeam is not { } team)
            return;
        var learned = new LearnedThresholds(team.Card);
        foreach (var asked in directory.Value.Terms.StatedPrecisions.Where(p => !learned.Knows(p)))
            logger.PrecisionNotTrained(version, asked);
    }

    private void Refused(string what, Exception error)
    {
        _refusedAt = clock.GetTimestamp();
        var stands = scorer.Version is { } old ? $"; {old} goes on answering" : "";
        var reason = $"{what} is refused: {error.Message}{stands}";
        if (readiness.Degraded?.StartsWith(reason, StringComparison.Ordinal) != true)
            logger.ModelRefused(reason);
        readiness.Degraded = reason;
    }

    // Damaged, not readable for us, or a pointer to what is no version.
    private static bool IsRefusal(Exception error) => error is ModelRefusedException or ArgumentException or UnauthorizedAccessException or IOException;
}
