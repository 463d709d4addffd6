using System.Diagnostics;
using Classifier.Faults.Ledger;
using Classifier.Faults.Machine;
using Classifier.Tests.Shared;

namespace Classifier.Faults.Runs;

/// <summary>What a run of several nodes brought.</summary>
/// <param name="Report">Against the ledger.</param>
/// <param name="Refused">Deliveries that a node did not acknowledge.</param>
/// <param name="Uncured">Of these, deliveries that the next node did not acknowledge either.</param>
/// <param name="Fenced">Late results that nodes dropped because another had taken over.</param>
internal sealed record NodeResult(LedgerReport Report, int Refused, int Uncured, int Fenced)
{
    public override string ToString() => $"{Report}; {Refused} deliveries refused, {Uncured} not cured by the next node, {Fenced} late results fenced";
}

/// <summary>Several nodes on one PostgreSQL, of which some are killed, paused or restarted while alerts come in.</summary>
/// <param name="rig">Chat and database.</param>
/// <param name="log">Told of every disturbance.</param>
internal sealed class NodeRun(FaultRig rig, TextWriter log) : IDisposable
{
    /// <summary>Words of a node that drops a late result.</summary>
    private const string FencedWords = "was taken over by another worker";

    // Short, so that others go on soon and a pause outlasts them.
    private static readonly string[] NodeArguments =
        ["--Leases:Alerts", "00:00:05", "--Leases:Steps", "00:00:10", "--Logging:LogLevel:Classifier.Api", "Information"];

    private static readonly TimeSpan LongestBegin = TimeSpan.FromMinutes(1);
    private readonly AlertLedger _ledger = new();
    private readonly List<ServiceProcess> _ended = [];
    private readonly List<ServiceSettings> _settings = [];
    private ServiceProcess[] _nodes = [];
    private int _refused;
    private int _uncured;

    /// <summary>Longer than the leases.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(12);

    /// <summary>What was acknowledged.</summary>
    public AlertLedger Ledger => _ledger;

    /// <summary>Late results that nodes have dropped so far because another had taken over.</summary>
    public int Fenced => _ended.Concat(Nodes).Sum(n => n.Said(FencedWords));

    /// <summary>The nodes that run now.</summary>
    public IReadOnlyList<ServiceProcess> Nodes => Volatile.Read(ref _nodes);

    /// <summary>Starts so many nodes, the first of them alone, then the rest at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="first">Further configuration of the first.</param>
    public async Task StartAsync(int count, params IReadOnlyList<string> first)
    {
        _settings.AddRange(Enumerable.Range(0, count).Select(i => i == 0 ? rig.Service : rig.NewNode()).Select(s => s with { Arguments = [.. s.Arguments, .. NodeArguments] }));
        _settings[0] = _settings[0] with { Arguments = [.. _settings[0].Arguments, .. first] };
        _nodes = [await ServiceProcess.StartAsync(_settings[0], null), .. await Task.WhenAll(_settings.Skip(1).Select(s => ServiceProcess.StartAsync(s, null)))];
    }

    /// <summary>Sends the same alerts to all nodes at once.</summary>
    public Task RaceAsync(int alerts, int clients) => new AlertLoad(_ledger, clients, roomEvery: 4).RaceAsync(Nodes, alerts);

    /// <summary>Disturbs while alerts come in.</summary>
    public async Task UnderLoadAsync(Func<Task> disturb, int clients, int roomEvery)
    {
        var load = new AlertLoad(_ledger, clients, roomEvery);
        using var over = new CancellationTokenSource();
        var (before, began) = (_ledger.Count, Stopwatch.GetTimestamp());
        var sending = load.RunAsync(() => Nodes, over.Token);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            while (_ledger.Count == before && Stopwatch.GetElapsedTime(began) < LongestBegin)
                await Task.Delay(20, CancellationToken.None);       // else nothing would be disturbed
            await disturb();
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
        finally
        {
            await over.CancelAsync();
            await sending;
        }
        _refused += load.Refused;
        _uncured += load.Uncured;
    }

    /// <summary>Kills a node and starts it again.</summary>
    public async Task KillAsync(int node)
    {
        await log.WriteLineAsync($"node {node} is killed, {_ledger.Count} acknowledged");
        await Nodes[node].KillAsync();
        await ReplaceAsync(node);
    }

    /// <summary>Lets a node stand still for longer than its leases.</summary>
    public async Task PauseAsync(int node)
    {
        await log.WriteLineAsync($"node {node} stands still, {_ledger.Count} acknowledged");
        await Nodes[node].PauseAsync();
        await Task.Delay(Pause);
        await Nodes[node].ResumeAsync();
    }

    /// <summary>Cuts a wire for longer than the leases.</summary>
    public async Task CutAsync(Wire wire, bool keeps)
    {
        await log.WriteLineAsync($"the network is cut, {_ledger.Count} acknowledged");
        wire.Cut();
        await Task.Delay(Pause);
        await wire.MendAsync(keeps);
    }

    /// <summary>Stops and starts one node after the other, each when the one before it is ready again.</summary>
    public async Task RollAsync()
    {
        for (var node = 0; node < Nodes.Count; node++)
        {
            var began = Stopwatch.GetTimestamp();
            var code = await Nodes[node].StopAsync();
            await log.WriteLineAsync($"node {node} stopped with {code} after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {_ledger.Count} acknowledged");
            if (code != 0)
                throw new InvalidOperationException($"a node that was asked to stop ended with {code}");
            await ReplaceAsync(node);
        }
    }

    /// <summary>Crashes the database server and starts it again a moment later.</summary>
    public async Task RestartAsync(PostgresCluster database)
    {
        await log.WriteLineAsync($"the database server crashes, {_ledger.Count} acknowledged");
        await database.CrashAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await database.StartAsync();
    }

    /// <summary>Lets the nodes finish what is left, and compares.</summary>
    public async Task<NodeResult> FinishAsync()
    {
        var report = await rig.CompareAsync(_ledger);
        return new(report, _refused, _uncured, Fenced);
    }

    public void Dispose()
    {
        foreach (var node in _ended.Union(_nodes))
            node.Dispose();
    }

    private async Task ReplaceAsync(int node)
    {
        _ended.Add(Nodes[node]);
        var started = await ServiceProcess.StartAsync(_settings[node], null);
        Volatile.Write(ref _nodes, [.. Nodes.Select((old, i) => i == node ? started : old)]);
    }
}
