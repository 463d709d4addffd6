using System.Text.Json;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Commands;
using Classifier.Api.Console.RoomPage;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Classifier.Incidents;
using Classifier.Storage;
using Dapper;

namespace Classifier.Api.Tests.Stories;

/// <summary>The built-in chat, written into as the console does for whoever is signed in.</summary>
internal sealed class BuiltInStage : StoryStage
{
    private readonly List<(string Room, StoryPost Post)> _whispers = [];

    public override string Tool => "built-in chat";

    public override string Connector => BuiltInConnector.ConnectorName;

    public override async Task<IReadOnlyList<StoryRoom>> RoomsAsync()
    {
        var store = Service.Get<IBuiltInChatStore>();
        var rooms = new List<StoryRoom>();
        foreach (var id in await Service.Get<IDatabase>().ReadAsync(connection => connection.QueryAsync<string>("SELECT id FROM chat_room ORDER BY created_at_us"), Token))
        {
            var room = (await store.FindAsync(id, Token))!;
            var posts = (await store.MessagesAsync(id, 500, Token)).Select(m => new StoryPost($"{m.Id}", m.Author, m.Text, [.. Buttons(m).Select(b => b.Label)]));
            rooms.Add(new(id, room.Name, room.IsPrivate, room.IsArchived, room.Topic, await store.MembersAsync(id, Token), [.. posts, .. _whispers.Where(w => w.Room == id).Select(w => w.Post)]));
        }
        return rooms;
    }

    protected override Task<string> PrepareAsync(string directory) => Task.FromResult(directory);

    protected override IReadOnlyDictionary<string, string> Settings() => new Dictionary<string, string>();

    protected override async Task SayInAsync(string person, StoryRoom room, string text)
    {
        var actor = ActorOf(person);
        var said = await IncidentOfAsync(room, actor) is { } incident
            ? await Service.Get<RoomConversation>().SayAsync(incident, actor, text, Token)
            : await Service.Get<StandingConversation>().SayAsync(Standing(room, actor), actor, text, Token);
        if (said is { IsPosted: false, Reply: { } reply })
            Whisper(room, person, reply);
    }

    protected override async Task PressInAsync(string person, StoryRoom room, string label)
    {
        var (actor, messages) = (ActorOf(person), await Service.Get<IBuiltInChatStore>().MessagesAsync(room.Id, 500, Token));
        var line = messages.SelectMany(Buttons).Last(b => b.Label == label).Command;
        if (await IncidentOfAsync(room, actor) is not { Incident: var incident })
            await Service.Get<StandingConversation>().PressAsync(Standing(room, actor), actor, line, Token);
        else if (CommandGrammar.TryRead($"!{line}", takesSlash: false, out var command) && await Service.Get<CommandDesk>().RunAsync(command, incident.Number, actor, Token) is { IsToldByAStep: false } reply)
            Whisper(room, person, reply);
    }

    protected override async Task<string> AskAsync(string person, string command)
    {
        Assert.True(CommandGrammar.TryRead($"!{command}", takesSlash: false, out var read));
        return (await Service.Get<CommandDesk>().RunAsync(read, null, ActorOf(person), Token)).Text;
    }

    private Actor ActorOf(string person) => new(person, Service.Get<CurrentDirectory>().Value.Person(person), IsAdmin: false);

    private StandingRoom Standing(StoryRoom room, Actor actor) => StandingRoom.Find(room.Name, actor.Person, Service.Get<CurrentDirectory>().Value)!;

    private async Task<IncidentSnapshot?> IncidentOfAsync(StoryRoom room, Actor actor) =>
        await Service.Get<IIncidentStore>().FindByRoomAsync(Connector, room.Id, Token) is { } number ? await Service.Get<IncidentReader>().FindAsync(number, actor, Token) : null;

    private void Whisper(StoryRoom room, string person, CommandReply reply) => _whispers.Add((room.Id, new($"whisper-{_whispers.Count}", "classifier", reply.Text, [], person)));

    private static IEnumerable<(string Label, string Command)> Buttons(BuiltInMessage message) => JsonDocument.Parse(message.Blocks).RootElement.EnumerateArray()
        .Where(b => b.Text("block") == "buttons").SelectMany(b => b.GetProperty("buttons").EnumerateArray()).Select(b => (b.Text("label"), b.Text("command")));
}
