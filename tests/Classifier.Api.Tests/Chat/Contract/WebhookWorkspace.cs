using System.Text.Json;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Webhook;
using Classifier.Api.Outgoing;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>A receiver that makes rooms of what it is told, as the README describes it to those who write one.</summary>
internal sealed class WebhookWorkspace : ChatWorkspace
{
    private readonly List<IDisposable> _opened = [];
    private readonly WebhookReceiver _receiver;

    private WebhookWorkspace(WebhookReceiver receiver) => _receiver = receiver;

    public override string WhyNobodyIsUnknown => "a receiver does not say whom it knows";

    public override string WhyNobodyRenames => "a receiver does not say what it calls a room";

    public override string WhyNoNameIsTaken => "a receiver finds names of its own where one is taken";

    public static async Task<WebhookWorkspace> StartAsync() => new(await WebhookReceiver.StartAsync());

    public override IChatConnector Connect()
    {
        var guard = new AddressGuard(["127.0.0.1"], new SystemNames());
        var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync });
        var limits = new CallLimits(WebhookConnector.ConnectorName, new Dictionary<string, CallLimit>(), 1, TimeProvider.System);
        _opened.Add(http);
        return new WebhookConnector(WebhookConnector.ConnectorName, new(WebhookConnector.ConnectorName, new(_receiver.Url), http, new(WebhookReceiver.Secret, null), limits, TimeProvider.System), keepsPrivate: true);
    }

    public override IReadOnlyList<string> People(int count) => [.. Enumerable.Range(0, count).Select(n => $"p{n:D3}")];

    public override Task<SeenRoom> LookAsync(ChatRoom room)
    {
        var (seen, people, posts) = (new SeenRoom("", "", false, false, [], []), new List<string>(), new Dictionary<string, SeenPost>());
        foreach (var (type, data) in _receiver.Taken.Where(d => d.Data.Text("room") == room.Id).Select(d => (d.Type, d.Data)))
        {
            switch (type)
            {
                case "room.wanted":
                    seen = seen with { Name = data.Text("name"), IsPrivate = data.GetProperty("private").GetBoolean(), IsArchived = false };
                    break;
                case "room.topic":
                    seen = seen with { Topic = data.Text("topic") };
                    break;
                case "room.archived" or "room.reopened":
                    seen = seen with { IsArchived = type == "room.archived" };
                    break;
                case "people.invited":
                    people.AddRange(Names(data).Except(people).ToList());
                    break;
                case "people.removed":
                    people.RemoveAll(Names(data).Contains);
                    break;
                default:
                    posts[data.Text("message")] = new(data.Text("text"), data.TryGetProperty("blocks", out _));
                    break;
            }
        }
        return Task.FromResult(seen with { Members = people, Posts = [.. posts.Values] });
    }

    public override Task<int> CountRoomsAsync(RoomRequest request) =>
        Task.FromResult(_receiver.Taken.Where(d => d.Type == "room.wanted" && (d.Data.Text("room") == request.Marker || d.Data.Text("name") == request.Name)).Select(d => d.Data.Text("room")).Distinct().Count());

    public override Task OpenAsync(string name) => throw new NotSupportedException(WhyNoNameIsTaken);

    // What people do there is not told to us, and changes nothing of what we say.
    public override Task ArchiveAsync(ChatRoom room) => Task.CompletedTask;

    public override Task RenameAsync(ChatRoom room, string name) => throw new NotSupportedException(WhyNobodyRenames);

    public override Task SayAsync(ChatRoom room, string text, int times) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
            opened.Dispose();
        await _receiver.DisposeAsync();
    }

    private static IEnumerable<string> Names(JsonElement data) => data.GetProperty("people").EnumerateArray().Select(p => p.GetString()!);
}
