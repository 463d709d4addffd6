using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat;

/// <summary>Delivers to a service as Slack does: what people say, press and fill in, signed, by HTTP.</summary>
internal sealed class SlackDeliveries(RunningService service)
{
    /// <summary>What the service is told that Slack signs with.</summary>
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private int _numbers;

    /// <summary>Something that people can wait for once alone.</summary>
    public string Trigger() => $"trigger-{Interlocked.Increment(ref _numbers)}";

    /// <summary>The outer part of an event, with an id of its own.</summary>
    public string Event(object heard) => JsonSerializer.Serialize(new { token = "x", team_id = "TFAKE", type = "event_callback", event_id = $"Ev{Interlocked.Increment(ref _numbers)}", @event = heard });

    /// <summary>The form that carries an interaction.</summary>
    public static string Form(JsonNode payload) => $"payload={Uri.EscapeDataString(payload.ToJsonString())}";

    /// <summary>Something happens in a channel.</summary>
    public Task<string> EventAsync(object heard) => DeliverAsync("/chat/slack/events", Event(heard));

    /// <summary>Somebody presses a button, as it stands in a message's blocks.</summary>
    public Task<string> PressAsync(string user, string channel, JsonNode button) => DeliverAsync("/chat/slack/interactivity", Form(new JsonObject
    {
        ["type"] = "block_actions",
        ["trigger_id"] = Trigger(),
        ["user"] = new JsonObject { ["id"] = user },
        ["container"] = new JsonObject { ["channel_id"] = channel, ["message_ts"] = "1.1" },
        ["actions"] = new JsonArray(new JsonObject { ["action_id"] = (string?)button["action_id"], ["value"] = (string?)button["value"], ["action_ts"] = "9.9" }),
    }));

    /// <summary>Somebody fills in the form that names another owner.</summary>
    public Task<string> SubmitAsync(string user, JsonNode view, string team, string because) => DeliverAsync("/chat/slack/interactivity", Form(new JsonObject
    {
        ["type"] = "view_submission",
        ["trigger_id"] = Trigger(),
        ["user"] = new JsonObject { ["id"] = user },
        ["view"] = new JsonObject
        {
            ["id"] = "V1",
            ["callback_id"] = (string?)view["callback_id"],
            ["private_metadata"] = (string?)view["private_metadata"],
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject
                {
                    ["team"] = new JsonObject { ["team"] = new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = team } } },
                    ["because"] = new JsonObject { ["because"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = because } },
                },
            },
        },
    }));

    /// <summary>Somebody types a slash command.</summary>
    public Task<string> SlashAsync(string user, string channel, string text) =>
        DeliverAsync("/chat/slack/commands", $"command=%2Fincident&user_id={user}&channel_id={channel}&trigger_id={Trigger()}&text={Uri.EscapeDataString(text)}");

    /// <summary>Delivers what has to be taken.</summary>
    /// <returns>What is answered.</returns>
    public async Task<string> DeliverAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        var (status, text) = await SendAsync(path, body, headers: headers);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    /// <summary>Delivers anything.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="body">JSON or a form.</param>
    /// <param name="seconds">How far the delivery's time is from the service's.</param>
    /// <param name="version">What the signature begins with.</param>
    /// <param name="signed">What is signed instead of the body; null for the body.</param>
    /// <param name="headers">Further ones.</param>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string body, int seconds = 0, string version = "v0=", string? signed = null, params (string Name, string Value)[] headers)
    {
        var time = service.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{time}:{signed ?? body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address.TrimEnd('/') + path))
        {
            Content = new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", $"{time}");
        request.Headers.Add("X-Slack-Signature", $"{version}{Convert.ToHexStringLower(hash)}");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
