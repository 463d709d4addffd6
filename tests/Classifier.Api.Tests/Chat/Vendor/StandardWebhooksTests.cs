using System.Globalization;
using System.Text.Json;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>The library of Standard Webhooks, as a receiver has it, judges what we sign.</summary>
public sealed class StandardWebhooksTests
{
    private const string NewSecret = "whsec_bmV3IHNlY3JldCBvZiAzMiBieXRlcywgYXMgYWR2aXNlZA==";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Library_TakesEachDelivery_AndRefusesWhatIsForgedOrOld()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await RunningService.StartAsync(settings: receiver.Settings("webhook"));
        await service.OpenAsync(new { title = "edge 95 Zürich 😀 <b>\u2028", severity = "high" });
        var (now, real) = (service.Clock.GetUtcNow(), receiver.Taken);
        Assert.NotEmpty(real);

        var one = real[^1];
        var rows = real.Select(d => new Row(d.Type, d, WebhookReceiver.Secret, 0, true)).Concat(
        [
            new("almost old", one, WebhookReceiver.Secret, 299, true),
            new("old", one, WebhookReceiver.Secret, 301, false),
            new("of the future", one, WebhookReceiver.Secret, -301, false),
            new("another secret", one, NewSecret, 0, false),
            new("another body", one with { Body = one.Body.Replace("inc-1001", "inc-1002", StringComparison.Ordinal) }, WebhookReceiver.Secret, 0, false),
            new("another id", one with { Id = real[0].Id }, WebhookReceiver.Secret, 0, false),
            new("another time, to replay it later", one with { Timestamp = $"{now.ToUnixTimeSeconds() + 600}" }, WebhookReceiver.Secret, 600, false),
            new("no signature", one with { Signature = "" }, WebhookReceiver.Secret, 0, false),
            new("signature of another", one with { Signature = real[0].Signature }, WebhookReceiver.Secret, 0, false),
        ]).ToList();

        Assert.Equal(rows.Select(r => (r.Name, r.IsTaken)), await JudgedAsync(rows, now));
    }

    /// <summary>While the file holds two secrets, receivers with either take what is sent; afterwards those with the new one alone. Without restart.</summary>
    [Fact]
    public async Task Library_SecretIsChanged_TakesWhatIsSentMeanwhile()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var home = new TestHome();
        var file = Path.Combine(home.Root, "secret");
        await File.WriteAllTextAsync(file, WebhookReceiver.Secret, Token);
        var settings = new Dictionary<string, string>(receiver.Settings("webhook")) { ["Chat:Webhook:SecretFile"] = file };
        settings.Remove("Chat:Webhook:Secret");
        await using var service = await RunningService.StartAsync(home: home, settings: settings);

        var rows = new List<Row>();
        foreach (var (text, isOldTaken, isNewTaken) in (IEnumerable<(string, bool, bool)>)[(WebhookReceiver.Secret, true, false), ($"{WebhookReceiver.Secret}\n{NewSecret}\n", true, true), (NewSecret, false, true)])
        {
            await File.WriteAllTextAsync(file, text, Token);
            await service.OpenAsync(new { title = $"edge 95 {text.Length}", dedup_key = text, severity = "high" });
            rows.Add(new($"old of {text.Length}", receiver.Taken[^1], WebhookReceiver.Secret, 0, isOldTaken));
            rows.Add(new($"new of {text.Length}", receiver.Taken[^1], NewSecret, 0, isNewTaken));
        }

        Assert.Equal(rows.Select(r => (r.Name, r.IsTaken)), await JudgedAsync(rows, service.Clock.GetUtcNow()));
    }

    private static async Task<IEnumerable<(string, bool)>> JudgedAsync(IReadOnlyList<Row> rows, DateTimeOffset now)
    {
        Require.Npm("standardwebhooks");
        using var folder = NodeScript.Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rows.json"), JsonSerializer.Serialize(rows.Select(r => new
        {
            secret = r.Secret,
            now = now.AddSeconds(r.Later).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            body = r.Delivery.Body,
            headers = new Dictionary<string, string> { ["webhook-id"] = r.Delivery.Id, ["webhook-timestamp"] = r.Delivery.Timestamp, ["webhook-signature"] = r.Delivery.Signature },
        })), Token);

        var output = await NodeScript.RunAsync(folder, """
            const { Webhook } = require('standardwebhooks');
            const judged = require(process.argv[2]).map(row => {
                Date.now = () => Number(row.now);
                try { return new Webhook(row.secret).verify(row.body, row.headers).type.length > 0; } catch { return false; }
            });
            console.log(JSON.stringify(judged));
            """, Path.Combine(folder.Path, "rows.json"));

        return rows.Select(r => r.Name).Zip(JsonSerializer.Deserialize<bool[]>(output.Split('\n').First(l => l.StartsWith('[')))!);
    }

    private sealed record Row(string Name, Delivery Delivery, string Secret, int Later, bool IsTaken);
}
