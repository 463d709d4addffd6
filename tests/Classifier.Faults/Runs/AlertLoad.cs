using System.Net;
using System.Text.Json;
using Classifier.Faults.Ledger;

namespace Classifier.Faults.Runs;

/// <summary>Sends alerts until it is stopped; what the service acknowledges goes into the ledger, and nothing else does.</summary>
/// <param name="ledger">Told of every acknowledged alert.</param>
/// <param name="clients">Senders side by side.</param>
/// <param name="roomEvery">Of so many alerts one is critical and opens a room; the others are only stored.</param>
internal sealed class AlertLoad(AlertLedger ledger, int clients, int roomEvery)
{
    private const int Keys = 2000;
    private long _sent;

    /// <summary>Sends until the service is gone or the time is up.</summary>
    public async Task RunAsync(ServiceProcess service, TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => SendAsync(service, limit.Token))));
    }

    private async Task SendAsync(ServiceProcess service, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && service.IsRunning)
        {
            var number = Interlocked.Increment(ref _sent);
            try
            {
                // Not cancelled: an answer on its way has to be noted.
                using var answer = await service.Http.PostAsJsonAsync("/v1/alerts", AlertOf(number), CancellationToken.None);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    ledger.Acknowledge((await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("alert_id").GetString()!);
                else
                    await Task.Delay(10, CancellationToken.None);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException)
            {
                await Task.Delay(10, CancellationToken.None);       // cut off: not acknowledged, so nothing is owed
            }
        }
    }

    private object AlertOf(long number) => number % roomEvery == 0
        ? new { title = $"Checkout answers 502 since deploy {number}", severity = "critical", source = "faults", dedup_key = $"room-{number}", labels = new { service = "checkout" } }
        : new { title = $"Disk of db{number % 50} is {number % 100} % full", severity = "info", source = "faults", dedup_key = $"key-{number % Keys}", labels = new { service = "billing-db" } };
}
