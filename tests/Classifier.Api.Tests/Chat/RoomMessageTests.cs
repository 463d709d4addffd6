using System.Text.Json;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.Chat;

namespace Classifier.Api.Tests.Chat;

/// <summary>Messages of the built-in chat that people put on the timeline, edit and delete.</summary>
public sealed class RoomMessageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Noted_GoesOnTheTimelineOnce_AndIsFollowedWhenItsAuthorEditsAndDeletesIt()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", labels = new { site = "osl1" } });
        var (ola, kari) = (ActorOf(service, "ola"), ActorOf(service, "kari"));
        var message = await SayAsync(service, incident, ola, "rolled back at build 7");
        var other = await SayAsync(service, incident, kari, "nobody notes this");
        var messages = service.Get<RoomMessages>();

        Assert.True(await messages.NoteAsync(await FindAsync(service, incident, kari), message.Id, kari, Token));
        Assert.False(await messages.NoteAsync(await FindAsync(service, incident, ola), message.Id, ola, Token));       // already
        Assert.False(await messages.EditAsync(await FindAsync(service, incident, kari), message.Id, "not hers", kari, Token));
        Assert.False(await messages.DeleteAsync(await FindAsync(service, incident, kari), message.Id, kari, Token));
        Assert.False(await messages.EditAsync(await FindAsync(service, incident, ola), message.Id, "  ", ola, Token));
        Assert.True(await messages.EditAsync(await FindAsync(service, incident, ola), message.Id, "rolled back at build 8, password=hunter2-hunter2", ola, Token));
        Assert.True(await messages.EditAsync(await FindAsync(service, incident, ola), message.Id, "rolled back at build 9", ola, Token));
        Assert.True(await messages.EditAsync(await FindAsync(service, incident, ola), message.Id, "rolled back at build 9", ola, Token));       // says the same
        Assert.True(await messages.EditAsync(await FindAsync(service, incident, kari), other.Id, "nor this", kari, Token));
        Assert.True(await messages.DeleteAsync(await FindAsync(service, incident, ola), message.Id, ola, Token));
        Assert.False(await messages.DeleteAsync(await FindAsync(service, incident, ola), message.Id, ola, Token));

        var notes = (await service.GetAsync($"/v1/incidents/{incident.Text("id")}/timeline")).GetProperty("items").EnumerateArray()
            .Where(e => e.Text("what").StartsWith("note", StringComparison.Ordinal)).Select(e => (e.Text("who"), e.Text("what"), e.Text("why"))).ToList();
        Assert.Equal(
            [("kari", "noted", "rolled back at build 7"), ("ola", "note_edited", "rolled back at build 8, password=<secret>"), ("ola", "note_edited", "rolled back at build 9"), ("ola", "note_removed", "rolled back at build 9")],
            notes);
        var texts = await service.MessagesAsync(incident);
        Assert.Contains("nor this", texts);
        Assert.DoesNotContain(texts, t => t.StartsWith("rolled back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edited_ACommandIsNeverRunAgain_AndNoEditMakesOne()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", labels = new { site = "osl1" } });
        var ola = ActorOf(service, "ola");
        var command = await SayAsync(service, incident, ola, "!status looking into it");
        var words = await SayAsync(service, incident, ola, "hello");
        var messages = service.Get<RoomMessages>();

        Assert.True(await messages.EditAsync(await FindAsync(service, incident, ola), command.Id, "!resolve by an edit", ola, Token));
        Assert.True(await messages.EditAsync(await FindAsync(service, incident, ola), words.Id, "!ack", ola, Token));
        await service.SettledAsync(incident.Text("id"));

        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).Text("state"));
        Assert.Single((await service.GetAsync($"/v1/incidents/{incident.Text("id")}/timeline")).GetProperty("items").EnumerateArray(), e => e.Text("what") == "status");
    }

    [Fact]
    public async Task AMessage_OfAnotherRoom_IsNotThere()
    {
        await using var service = await RunningService.StartAsync();
        var open = await service.OpenAsync(new { title = "edge 95 x", labels = new { site = "osl1" }, dedup_key = "1" });
        var secret = await service.OpenAsync(new { title = "edge 95 leak", dedup_key = "2" });
        var farah = ActorOf(service, "farah");
        var message = await SayAsync(service, secret, farah, "canary7f3a");
        var messages = service.Get<RoomMessages>();

        Assert.False(await messages.NoteAsync(await FindAsync(service, open, farah), message.Id, farah, Token));
        Assert.False(await messages.EditAsync(await FindAsync(service, open, farah), message.Id, "x", farah, Token));
        Assert.False(await messages.DeleteAsync(await FindAsync(service, open, farah), message.Id, farah, Token));
        Assert.Null(await service.Get<IncidentReader>().FindAsync(secret.Text("id"), ActorOf(service, "ingrid"), Token));
        Assert.Contains("canary7f3a", await service.MessagesAsync(secret));
    }

    private static async Task<BuiltInMessage> SayAsync(RunningService service, JsonElement incident, Actor actor, string text)
    {
        var snapshot = await FindAsync(service, incident, actor);
        await service.Get<RoomConversation>().SayAsync(snapshot, actor, text, Token);
        return (await service.Get<RoomConversation>().MessagesAsync(snapshot, Token)).Single(m => m.Text == text && m.Author == actor.Name);
    }

    private static async Task<IncidentSnapshot> FindAsync(RunningService service, JsonElement incident, Actor actor) => (await service.Get<IncidentReader>().FindAsync(incident.Text("id"), actor, Token))!;

    private static Actor ActorOf(RunningService service, string person) => new(person, service.Get<CurrentDirectory>().Value.Person(person), IsAdmin: false);
}
