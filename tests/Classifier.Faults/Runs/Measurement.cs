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
    private const int TooMany = 10 * Clients;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    // What stored alerts are owed.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

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

    /// <summary>Alerts acknowledged a second by as many senders as it takes well, then by ten times as many, and how soon it is as before.</summary>
    public static async Task OverloadAsync(TimeSpan time, TextWriter output)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1);
        using var service = await ServiceProcess.StartAsync(rig.Service with { Arguments = [.. rig.Service.Arguments, "--Limits:RequestsPerSecond", "1000000", "--Limits:Burst", "1000000"] }, null);
        await LoadAsync([service], Clients, NodeWarmUp);
        var (peak, _) = await LoadAsync([service], Clients, time);
        using var over = new CancellationTokenSource();
        var watching = LargestAsync(service, over.Token);
        var (goodput, refused) = await LoadAsync([service], TooMany, time);
        await over.CancelAsync();
        var began = Stopwatch.GetTimestamp();
        await output.WriteLineAsync($"overload: {peak / time.TotalSeconds:0} alerts/s from {Clients} senders, {goodput / time.TotalSeconds:0} from {TooMany} ({(double)goodput / peak:0.00}), {refused} refused, {await watching / 1_000_000} MB at most, "
            + $"answers within {Soon.TotalMilliseconds:0} ms again after {await CalmAsync(service, began):0.0} s");
    }

    /// <summary>Alerts acknowledged a second by so many nodes of one PostgreSQL, with the backlog that they leave.</summary>
    public static async Task NodesAsync(int nodes, PostgresCluster server, TimeSpan time, TextWriter output)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1, await server.NewDatabaseAsync(poolSize: 40));
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(nodes);
        await LoadAsync(run.Nodes, Clients, NodeWarmUp * nodes);
        var (acknowledged, _) = await LoadAsync(run.Nodes, Clients, time);
        await output.WriteLineAsync($"nodes on PostgreSQL, {nodes}: {acknowledged / time.TotalSeconds:0} alerts/s acknowledged, {await rig.State.LeftAsync()} not decided yet");
    }

    private static async Task<(int Acknowledged, int Refused)> LoadAsync(IReadOnlyList<ServiceProcess> nodes, int clients, TimeSpan time)
    {
        var ledger = new AlertLedger();
        var load = new AlertLoad(ledger, clients, roomEvery: int.MaxValue);
        using var over = new CancellationTokenSource(time);
        await load.RunAsync(() => nodes, over.Token);
        return (ledger.Count, load.Refused);
    }

    /// <returns>Most memory that the service held, in bytes.</returns>
    private static async Task<long> LargestAsync(ServiceProcess service, CancellationToken cancellationToken)
    {
        var largest = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            largest = Math.Max(largest, service.Memory);
            await Task.Delay(100, CancellationToken.None);
        }
        return largest;
    }

    /// <returns>Seconds since then until so many answers in a row came soon.</returns>
    private static async Task<double> CalmAsync(ServiceProcess service, long since)
    {
        const int InARow = 20;
        for (var soon = 0; soon < InARow;)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await service.Http.PostAsJsonAsync("/v1/alerts", new { title = "Disk of db1 is full", severity = "info", source = "faults", dedup_key = "calm" });
            soon = answer.IsSuccessStatusCode && Stopwatch.GetElapsedTime(asked) < Soon ? soon + 1 : 0;
        }
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
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
