using System.Collections.Concurrent;
using System.Diagnostics;
using Classifier.Alerts;
using Classifier.Faults.Ledger;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Faults.Runs;

/// <summary>How fast the service is as a process, with a chat whose calls take 20 ms. One line of output each.</summary>
internal static class Measurement
{
    private const int Clients = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    // For so long each compiles what is called often, and all of them on the same cores.
    private static readonly TimeSpan NodeWarmUp = TimeSpan.FromSeconds(20);

    /// <summary>From an alert's sending until its room is open and its people are invited.</summary>
    public static async Task RoomsAsync(int perSecond, TimeSpan time, TextWriter output)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1);
        using var service = await ServiceProcess.StartAsync(rig.Service, null);
        await SendAsync(service, "warm", perSecond, WarmUp);
        var sent = await SendAsync(service, "room", perSecond, time);
        await rig.CompareAsync(new());
        var invited = rig.Slack.Look(w => w.Channels.Where(c => c.InvitedAt is not null).ToDictionary(c => c.Id, c => c.InvitedAt!.Value));
        var state = await rig.State.ReadAsync();
        var rooms = state.Rooms.ToLookup(r => r.Incident, r => r.ExternalId);
        List<double> milliseconds =
        [
            .. state.Incidents.Where(i => sent.ContainsKey(i.DedupKey)).SelectMany(i => rooms[i.Number].Where(invited.ContainsKey).Select(room => Stopwatch.GetElapsedTime(sent[i.DedupKey], invited[room]).TotalMilliseconds)).Order(),
        ];
        await output.WriteLineAsync($"alert to room, {perSecond}/s: {milliseconds.Count} rooms of {sent.Count}, p50 {Quantile(milliseconds, .5):0} ms, p99 {Quantile(milliseconds, .99):0} ms, longest {Quantile(milliseconds, 1):0} ms");
    }

    /// <summary>From the start to ready with an empty database and with alerts that wait, and how fast these are decided then.</summary>
    public static async Task StartsAsync(int pending, TextWriter output)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1);
        var empty = new List<TimeSpan>();
        for (var start = 0; start < 5; start++)
        {
            using var service = await ServiceProcess.StartAsync(rig.Service, null);
            empty.Add(service.ReadyAfter);
            await service.KillAsync();
        }
        await QueueAsync(rig.Service, pending);
        using var recovering = await ServiceProcess.StartAsync(rig.Service, null);
        var (began, left) = (Stopwatch.GetTimestamp(), await rig.State.LeftAsync());
        await rig.CompareAsync(new());
        var drained = Stopwatch.GetElapsedTime(began);
        await output.WriteLineAsync($"start: ready after {empty.Order().ElementAt(2).TotalSeconds:0.00} s (middle of five), with {pending} pending after {recovering.ReadyAfter.TotalSeconds:0.00} s; {left} decided at {left / drained.TotalSeconds:0}/s");
    }

    /// <summary>Alerts acknowledged a second by so many nodes of one PostgreSQL, with the backlog that they leave.</summary>
    public static async Task NodesAsync(int nodes, PostgresCluster server, TimeSpan time, TextWriter output)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1, await server.NewDatabaseAsync(poolSize: 40));
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(nodes);
        await LoadAsync(run.Nodes, NodeWarmUp * nodes);
        var acknowledged = await LoadAsync(run.Nodes, time);
        await output.WriteLineAsync($"nodes on PostgreSQL, {nodes}: {acknowledged / time.TotalSeconds:0} alerts/s acknowledged, {await rig.State.LeftAsync()} not decided yet");
    }

    private static async Task<int> LoadAsync(IReadOnlyList<ServiceProcess> nodes, TimeSpan time)
    {
        var ledger = new AlertLedger();
        using var over = new CancellationTokenSource(time);
        await new AlertLoad(ledger, Clients, roomEvery: int.MaxValue).RunAsync(() => nodes, over.Token);
        return ledger.Count;
    }

    /// <summary>Sends critical alerts at an even pace, whatever becomes of the ones before.</summary>
    /// <returns>When each was sent, by its key.</returns>
    private static async Task<IReadOnlyDictionary<string, long>> SendAsync(ServiceProcess service, string prefix, int perSecond, TimeSpan time)
    {
        var sent = new ConcurrentDictionary<string, long>();
        var answers = new List<Task<HttpResponseMessage>>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (var number = 0; number < perSecond * time.TotalSeconds; number++)
        {
            await pace.WaitForNextTickAsync();
            var key = $"{prefix}-{number}";
            sent[key] = Stopwatch.GetTimestamp();
            answers.Add(service.Http.PostAsJsonAsync("/v1/alerts", new { title = $"Checkout answers 502 since deploy {number}", severity = "critical", source = "faults", dedup_key = key, labels = new { service = "checkout" } }));
        }
        foreach (var answer in await Task.WhenAll(answers))
        {
            answer.EnsureSuccessStatusCode();
            answer.Dispose();
        }
        return sent;
    }

    private static async Task QueueAsync(ServiceSettings service, int alerts)
    {
        const int AtOnce = 1000;
        await using var database = await new StorageSettings(StorageSettings.Sqlite, null).OpenAsync(new Home(service.Home), NullLogger.Instance, CancellationToken.None);
        var (inbox, now) = (new Inbox(database), TimeProvider.System.GetUtcNow());
        for (var done = 0; done < alerts; done += AtOnce)
        {
            List<InboxEntry> entries = [.. Enumerable.Range(done, Math.Min(AtOnce, alerts - done)).Select(i => new InboxEntry(Guid.CreateVersion7(now.AddMicroseconds(i)), AlertOf(i, now), now, InboxState.Queued))];
            await database.WriteAsync(async transaction =>
            {
                await inbox.AppendAsync(transaction, entries);
                return true;
            }, CancellationToken.None);
        }
    }

    private static Alert AlertOf(int number, DateTimeOffset at) => new() { Title = $"Disk of db{number % 50} is {number % 100} % full", Severity = Severity.Info, Source = "faults", OccurredAt = at, DedupKey = $"key-{number % 2000}" };

    private static double Quantile(List<double> ordered, double share) => ordered.Count == 0 ? double.NaN : ordered[(int)Math.Ceiling(share * ordered.Count) - 1];
}
