using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Delivers to a service as the Bot Connector does: what people say, press and fill in, signed.</summary>
internal sealed class TeamsDeliveries(RunningService service, FakeTeams fake)
{
    public const string Route = "/chat/teams/messages";

    private int _numbers;

    /// <summary>The settings of a service in the organisation.</summary>
    public static Dictionary<string, string> Settings(FakeTeams fake, params string[] connectors)
    {
        var settings = new Dictionary<string, string>
        {
            ["Chat:Teams:TenantId"] = FakeTenant.TenantId,
            ["Chat:Teams:AppId"] = FakeTenant.AppId,
            ["Chat:Teams:ClientSecret"] = FakeTeams.Secret,
            ["Chat:Teams:TeamId"] = FakeTenant.TeamId,
            ["Chat:Teams:PrivateOwners:0"] = FakeTenant.Owner,
            ["Chat:Teams:ServiceUrl"] = $"{fake.ServiceUrl}",
            ["Chat:Teams:AllowedServiceUrls:0"] = $"{fake.ServiceUrl}",
            ["Chat:Teams:GraphUrl"] = $"{fake.GraphUrl}",
            ["Chat:Teams:TokenUrl"] = $"{fake.TokenUrl}",
            ["Chat:Teams:OpenIdMetadataUrl"] = $"{fake.OpenIdMetadataUrl}",
            ["Chat:Teams:LimitFactor"] = "1000",
        };
        foreach (var (name, i) in connectors.Select((name, i) => (name, i)))
            settings[$"Chat:Connectors:{i}"] = name;
        return settings;
    }

    /// <summary>What is delivered of somebody, in a channel or a thread of it, or in the conversation with them (<c>a:…</c>).</summary>
    public JsonObject Activity(string type, string user, string conversation, Action<JsonObject>? change = null)
    {
        var isPersonal = conversation.StartsWith("a:", StringComparison.Ordinal);
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = $"f:{Interlocked.Increment(ref _numbers)}",
            ["timestamp"] = service.Clock.GetUtcNow().ToString("O"),
            ["channelId"] = "msteams",
            ["serviceUrl"] = $"{fake.ServiceUrl}",
            ["from"] = new JsonObject { ["id"] = $"29:{user}", ["name"] = fake.Look(t => t.Users.GetValueOrDefault(user)?.Name), ["aadObjectId"] = user },
            ["recipient"] = new JsonObject { ["id"] = $"28:{FakeTenant.AppId}", ["name"] = "classifier" },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = isPersonal ? "personal" : "channel", ["tenantId"] = FakeTenant.TenantId, ["isGroup"] = !isPersonal },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTenant.TenantId } },
        };
        change?.Invoke(activity);
        return activity;
    }

    /// <summary>Somebody says something, which stands in the channel already.</summary>
    /// <param name="user">Who.</param>
    /// <param name="conversation">Where.</param>
    /// <param name="text">What; <c>@classifier</c> mentions the bot.</param>
    public Task SayAsync(string user, string conversation, string text) => DeliverAsync(Activity("message", user, conversation, activity =>
    {
        activity["text"] = WebUtility.HtmlEncode(text).Replace("@classifier", "<at>classifier</at>", StringComparison.Ordinal);
        if (text.Contains("@classifier", StringComparison.Ordinal))
            activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>classifier</at>", ["mentioned"] = activity["recipient"]!.DeepClone() });
    }));

    /// <summary>Somebody writes a message of their own into a channel.</summary>
    /// <returns>The thread that it begins.</returns>
    public async Task<string> WriteAsync(string user, string channel, string text)
    {
        var thread = $"{channel};messageid={fake.Look(t => t.Say(t.Channels.First(c => c.Id == channel).Messages, user, text).Id)}";
        await SayAsync(user, thread, text);
        return thread;
    }

    /// <summary>Somebody presses a button, as it stands in a card.</summary>
    /// <returns>What they alone are told.</returns>
    public async Task<string> PressAsync(string user, string conversation, JsonNode button)
    {
        Assert.Equal("Action.Execute", (string?)button["type"]);
        var answer = await InvokeAsync(user, conversation, "adaptiveCard/action", new() { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = (string?)button["verb"], ["data"] = button["data"]!.DeepClone() }, ["trigger"] = "manual" });
        Assert.Equal((200, "application/vnd.microsoft.activity.message"), ((int)answer["statusCode"]!, (string?)answer["type"]));
        return (string)answer["value"]!;
    }

    /// <summary>Somebody presses a button that opens a form, or sends one.</summary>
    /// <returns>The task that the client goes on with.</returns>
    public async Task<JsonNode> TaskAsync(string name, string user, string conversation, JsonObject data) => (await InvokeAsync(user, conversation, name, new() { ["data"] = data, ["context"] = new JsonObject { ["theme"] = "dark" } }))["task"]!;

    /// <summary>Delivers what has to be taken.</summary>
    /// <returns>What is answered.</returns>
    public async Task<string> DeliverAsync(JsonObject activity)
    {
        var (status, text) = await SendAsync(activity.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    /// <summary>Delivers anything.</summary>
    /// <param name="body">The activity.</param>
    /// <param name="token">Instead of the right one; empty for none.</param>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address.TrimEnd('/') + Route)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        token ??= fake.Signer.Token($"{fake.ServiceUrl}", service.Clock.GetUtcNow());
        if (token.Length > 0)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<JsonNode> InvokeAsync(string user, string conversation, string name, JsonObject value) => JsonNode.Parse(await DeliverAsync(Activity("invoke", user, conversation, activity => (activity["name"], activity["value"]) = (name, value))))!;
}
