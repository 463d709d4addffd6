using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Api.Intake;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Microsoft.AspNetCore.Http;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>Slack's own clients judge what our tests rest on: the 429 of the proxy and the signatures.</summary>
public sealed class SlackClientTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WebApi_IsToldToWait_WaitsAndSucceeds()
    {
        await using var slack = await SlackWorkspace.StartAsync();
        using var folder = NodeScript.Folder();
        slack.Proxy.Plan(new(FaultKind.Status, "auth.test", 429, RetryAfter: "1"));

        var output = await NodeScript.RunAsync(folder, """
            const { WebClient } = require('@slack/web-api');
            const [url, token] = process.argv.slice(2);
            const begun = Date.now();
            new WebClient(token, { slackApiUrl: url }).auth.test()
                .then(answer => console.log(JSON.stringify({ ok: answer.ok, user: answer.user_id, waited: Date.now() - begun })));
            """, slack.Proxy.ApiUrl.ToString(), slack.BotToken);

        var answer = JsonDocument.Parse(output.Split('\n').First(l => l.StartsWith('{'))).RootElement;
        Assert.Equal((true, slack.BotId, 2), (answer.GetProperty("ok").GetBoolean(), answer.Text("user"), slack.Proxy.Count("auth.test")));
        Assert.InRange(answer.GetProperty("waited").GetInt32(), 1000, 120_000);
    }

    /// <summary>Where we are stricter than Slack's own verifier, the row says so.</summary>
    [Fact]
    public async Task Bolt_AndOurs_JudgeSignaturesAlike()
    {
        var now = TimeProvider.System.GetUtcNow();
        (string Name, string Body, string Signed, int Seconds, string Secret, string Version, bool Ours, bool Bolts)[] rows =
        [
            ("event", """{"type":"event_callback"}""", """{"type":"event_callback"}""", 0, Secret, "v0", true, true),
            ("form", "payload=%7B%22type%22%3A%22block_actions%22%7D", "payload=%7B%22type%22%3A%22block_actions%22%7D", 0, Secret, "v0", true, true),
            ("not ASCII", "text=Zürich 😀", "text=Zürich 😀", 0, Secret, "v0", true, true),
            ("empty", "", "", 0, Secret, "v0", true, true),
            ("almost old", "x", "x", -295, Secret, "v0", true, true),
            ("old", "x", "x", -305, Secret, "v0", false, false),
            ("tampered", "x", "y", 0, Secret, "v0", false, false),
            ("another secret", "x", "x", 0, "ffffffffffffffffffffffffffffffff", "v0", false, false),
            ("another version", "x", "x", 0, Secret, "v1", false, false),
            ("of the future", "x", "x", 400, Secret, "v0", false, true),        // Bolt looks at age alone
        ];
        var requests = rows.Select(r =>
        {
            var time = now.AddSeconds(r.Seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(r.Secret), Encoding.UTF8.GetBytes($"v0:{time}:{r.Signed}"));
            return new { body = r.Body, time, signature = $"{r.Version}={Convert.ToHexStringLower(hash)}" };
        }).ToList();
        using var folder = NodeScript.Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "requests.json"), JsonSerializer.Serialize(requests), Token);

        var output = await NodeScript.RunAsync(folder, """
            const { isValidSlackRequest } = require('@slack/bolt');
            const [file, signingSecret, nowMilliseconds] = process.argv.slice(2);
            const accepted = require(file).map(r => isValidSlackRequest({
                signingSecret, body: r.body, nowMilliseconds: Number(nowMilliseconds),
                headers: { 'x-slack-signature': r.signature, 'x-slack-request-timestamp': Number(r.time) } }));
            console.log(JSON.stringify(accepted));
            """, Path.Combine(folder.Path, "requests.json"), Secret, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

        var bolts = JsonSerializer.Deserialize<bool[]>(output.Split('\n').First(l => l.StartsWith('[')))!;
        var ours = requests.Select(r => HmacSignature.IsValid(
            SlackEndpoints.Signed, new HeaderDictionary { ["X-Slack-Signature"] = r.signature, ["X-Slack-Request-Timestamp"] = r.time }, Encoding.UTF8.GetBytes(r.body), [Secret], now));
        Assert.Equal(rows.Select(r => (r.Name, r.Ours, r.Bolts)), rows.Zip(ours, bolts).Select(r => (r.First.Name, r.Second, r.Third)));
    }
}
