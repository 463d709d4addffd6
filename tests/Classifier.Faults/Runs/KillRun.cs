using Classifier.Faults.Ledger;

namespace Classifier.Faults.Runs;

/// <summary>What a run brought.</summary>
/// <param name="Report">Against the ledger.</param>
/// <param name="Kills">How often the service was killed.</param>
/// <param name="Unreached">Named places that the service did not come to; there it was killed like at random.</param>
/// <param name="SlowestStart">The longest time from a kill's restart to ready.</param>
internal sealed record KillResult(LedgerReport Report, int Kills, IReadOnlyList<string> Unreached, TimeSpan SlowestStart);

/// <summary>Kills the service again and again while alerts come in, lets it finish in the end, and compares.</summary>
/// <param name="rig">The service, its chat, which lives on, and its database.</param>
/// <param name="seed">Of the times and places of the kills.</param>
/// <param name="log">Told of every kill.</param>
internal sealed class KillRun(FaultRig rig, int seed, TextWriter log)
{
    // With so many a point is passed a few times, and what they leave to do does not pile up.
    private const int EnoughForAPoint = 200;

    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    // Rooms come after the alerts: a point on their way may still be reached.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(15);
    private readonly AlertLedger _ledger = new();
    private readonly Random _chance = new(seed);
    private readonly List<string> _unreached = [];
    private TimeSpan _slowestStart;
    private int _kills;

    /// <summary>Kills at each of the named points in turn, so many times.</summary>
    public async Task AtPointsAsync(IReadOnlyList<string> points, int times, int clients)
    {
        var load = new AlertLoad(_ledger, clients, roomEvery: 5);
        for (var round = 0; round < times; round++)
        {
            foreach (var point in points)
                await RoundAsync(load, $"{point}:{1 + _chance.Next(4)}", LongestRound, _ledger.Count + EnoughForAPoint);
        }
    }

    /// <summary>Kills at random moments until so many alerts, spread over the kills, are acknowledged and so many kills are done.</summary>
    public async Task AtRandomAsync(int kills, int acknowledged, int clients, int batch, TimeSpan longestRound)
    {
        var load = new AlertLoad(_ledger, clients, roomEvery: 50 * batch, batch);
        for (var done = 0; done < kills || _ledger.Count < acknowledged; done++)
            await RoundAsync(load, null, longestRound * _chance.NextDouble(), Math.Min(acknowledged, acknowledged * (done + 1L) / Math.Max(kills, 1)));
    }

    /// <summary>Lets the service finish what is left, and compares.</summary>
    public async Task<KillResult> FinishAsync()
    {
        using var service = await StartAsync(null);
        var report = await rig.CompareAsync(_ledger);
        await service.KillAsync();
        return new(report, _kills, _unreached, _slowestStart);
    }

    private async Task RoundAsync(AlertLoad load, string? crashAt, TimeSpan time, long enough = long.MaxValue)
    {
        var before = _ledger.Count;
        using var service = await StartAsync(crashAt);
        await load.RunAsync(service, time, enough, endsWithEnough: crashAt is not null);
        var reached = crashAt is not null && await service.EndsWithinAsync(service.IsRunning ? LongestRest : TimeSpan.Zero);
        await service.KillAsync();
        _kills++;
        if (crashAt is not null && !reached)
            _unreached.Add(crashAt);
        await log.WriteLineAsync($"kill {_kills}: {crashAt ?? "at random"}{(crashAt is null || reached ? "" : ", not reached")}, {_ledger.Count - before} acknowledged, {_ledger.Count} in all, ready after {service.ReadyAfter.TotalSeconds:0.00} s");
    }

    private async Task<ServiceProcess> StartAsync(string? crashAt)
    {
        var service = await ServiceProcess.StartAsync(rig.Service, crashAt);
        if (service.IsRunning && service.ReadyAfter > _slowestStart)
            _slowestStart = service.ReadyAfter;
        return service;
    }
}
