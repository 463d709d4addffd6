using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Classifier.Faults.Ledger;

namespace Classifier.Faults.Runs;

/// <summary>Sends alerts until it is stopped; what the service acknowledges goes into the ledger, and nothing else does.</summary>
/// <param name="ledger">Told of every acknowledged alert.</param>
/// <param name="clients">Senders side by side, each with a connection that it keeps.</param>
/// <param name="roomEvery">Of so many alerts one is critical and opens a room; the others are only stored.</param>
/// <param name="batch">Alerts in one delivery; 1 sends them to <c>/v1/alerts</c>, more to the source of <see cref="Source"/>.</param>
internal sealed class AlertLoad(AlertLedger ledger, int clients, int roomEvery, int batch = 1)
{
    /// <summary>A mapping file for deliveries of several alerts.</summary>
    public const string Source = """
        name: faults
        auth: bearer
        each: alerts
        fields:
          title: "{{ item.title }}"
          severity: "{{ item.severity }}"
          dedup_key: "{{ item.dedup_key }}"
        label_fields:
          service: "{{ item.labels.service }}"
        """;

    private const int Keys = 2000;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AfterEnough = TimeSpan.FromMilliseconds(50);
    private long _sent;
    private int _refused;
    private int _uncured;

    /// <summary>Deliveries that were not acknowledged at first, for whatever reason.</summary>
    public int Refused => _refused;

    /// <summary>Of these, deliveries that the next node did not acknowledge either when they were sent to it at once.</summary>
    public int Uncured => _uncured;

    /// <summary>Sends until the service is gone or the time is up.</summary>
    /// <param name="service">The service.</param>
    /// <param name="time">For how long.</param>
    /// <param name="enough">With so many in the ledger nothing more is sent.</param>
    /// <param name="endsWithEnough">With so many it also ends, before the time is up.</param>
    public async Task RunAsync(ServiceProcess service, TimeSpan time, long enough = long.MaxValue, bool endsWithEnough = false)
    {
        using var limit = new CancellationTokenSource(time);
        await RunAsync(async _ =>
        {
            if (ledger.Count >= enough)
                await Task.Delay(AfterEnough);
            else if (!await TrySendAsync(service, Next()))
                await Task.Delay(AfterRefusal);
        }, () => limit.IsCancellationRequested || !service.IsRunning || (endsWithEnough && ledger.Count >= enough));
    }

    /// <summary>Sends to several nodes in turn until it is cancelled; what fails is sent to the next node once.</summary>
    public Task RunAsync(Func<IReadOnlyList<ServiceProcess>> nodes, CancellationToken cancellationToken) => RunAsync(async turn =>
    {
        var (there, body) = (nodes(), Next());
        if (await TrySendAsync(there[turn % there.Count], body))
            return;
        Interlocked.Increment(ref _refused);
        if (await TrySendAsync(there[(turn + 1) % there.Count], body))
            return;
        Interlocked.Increment(ref _uncured);
        await Task.Delay(AfterRefusal, CancellationToken.None);
    }, () => cancellationToken.IsCancellationRequested);

    /// <summary>Sends the same alerts to all nodes at once.</summary>
    public Task RaceAsync(IReadOnlyList<ServiceProcess> nodes, int alerts) => Parallel.ForEachAsync(
        Enumerable.Range(0, alerts).SelectMany(_ => { var body = Next(); return nodes.Select(node => (Node: node, Body: body)); }),
        new ParallelOptions { MaxDegreeOfParallelism = clients },
        async (pair, _) =>
        {
            while (!await TrySendAsync(pair.Node, pair.Body))
                await Task.Delay(AfterRefusal, CancellationToken.None);
        });

    private Task RunAsync(Func<int, Task> send, Func<bool> isOver) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
    {
        for (var turn = client; !isOver(); turn++)
            await send(turn);
    })));

    private async Task<bool> TrySendAsync(ServiceProcess service, object body)
    {
        try
        {
            // Not cancelled: an answer on its way has to be noted.
            using var answer = await service.Http.PostAsJsonAsync(batch == 1 ? "/v1/alerts" : "/v1/alerts/faults", body, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.Accepted)
                return false;
            var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
            foreach (var id in batch == 1 ? [accepted.GetProperty("alert_id")] : accepted.GetProperty("alert_ids").EnumerateArray().ToArray())
                ledger.Acknowledge(id.GetString()!);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException or TaskCanceledException or JsonException or ObjectDisposedException)
        {
            return false;       // cut off: not acknowledged, so nothing is owed
        }
    }

    private object Next()
    {
        var first = Interlocked.Add(ref _sent, batch) - batch;
        return batch == 1 ? AlertOf(first) : new { alerts = Enumerable.Range(0, batch).Select(i => AlertOf(first + i)) };
    }

    private object AlertOf(long number) => number % roomEvery == 0
        ? new { title = $"Checkout answers 502 since deploy {number}", severity = "critical", source = "faults", dedup_key = $"room-{number}", labels = new { service = "checkout" } }
        : new { title = $"Disk of db{number % 50} is {number % 100} % full", severity = "info", source = "faults", dedup_key = $"key-{number % Keys}", labels = new { service = "billing-db" } };
}
