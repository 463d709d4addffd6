using System.Text.Json.Nodes;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Stories;

/// <summary>An organisation in our fake of Graph and the Bot Connector: people post there, and the service is told as Teams tells it.</summary>
internal sealed class TeamsStage : StoryStage
{
    private FakeTeams _teams = null!;
    private TeamsDirectory _directory = null!;
    private TeamsDeliveries? _deliveries;

    public override string Tool => "Microsoft Teams, as our fake of Graph and the Bot Connector has it";

    public override string Connector => TeamsHttp.ConnectorName;

    private TeamsDeliveries Deliveries => _deliveries ??= new(Service, _teams);

    public override Task<IReadOnlyList<StoryRoom>> RoomsAsync() => Task.FromResult<IReadOnlyList<StoryRoom>>(_teams.Look(t => t.Channels.Select(Read).ToList()));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_teams is not null)
            await _teams.DisposeAsync();
    }

    protected override async Task<string> PrepareAsync(string directory)
    {
        _teams = await FakeTeams.StartAsync();
        _directory = TeamsDirectory.Of(directory, _teams);
        return _directory.Yaml;
    }

    protected override IReadOnlyDictionary<string, string> Settings() => TeamsDeliveries.Settings(_teams, Connector);

    protected override Task SayInAsync(string person, StoryRoom room, string text) => Deliveries.WriteAsync(_directory.Users[person], room.Id, text);

    protected override Task PressInAsync(string person, StoryRoom room, string label)
    {
        var (message, button) = _teams.Look(t => Channel(t, room.Id).Messages.Where(m => m.User is null).SelectMany(m => TeamsCards.Buttons(TeamsCards.Of(m.Activity)), (m, b) => (m, b)).Last(p => (string?)p.b["title"] == label));
        return Deliveries.PressAsync(_directory.Users[person], $"{room.Id};messageid={message.Root ?? message.Id}", button);
    }

    protected override async Task<string> AskAsync(string person, string command)
    {
        var user = _directory.Users[person];
        await Deliveries.SayAsync(user, $"a:{user}", command);
        return _teams.Look(t => TeamsCards.Text(TeamsCards.Of(t.Direct(user)[^1].Activity)));
    }

    /// <summary>In a standard channel are those who were called there: it has the whole team.</summary>
    private StoryRoom Read(TenantChannel channel)
    {
        var cards = channel.Messages.Select(m => (Message: m, Card: m.User is null ? TeamsCards.Of(m.Activity) : null)).ToList();
        var members = channel.IsPrivate ? channel.Members.Select(m => m.User).Where(u => u != FakeTenant.Owner) : cards.SelectMany(c => c.Card is null ? [] : TeamsCards.Mentioned(c.Card));
        return new(channel.Id, channel.Name, channel.IsPrivate, channel.IsArchived, channel.Description.Split("\n\n") is [var topic, _] ? topic : "", [.. members.Select(PersonOf)],
            [.. cards.Select(c => new StoryPost(c.Message.Id, c.Message.User is { } user ? PersonOf(user) : "classifier", c.Card is null ? c.Message.Text : TextOf(c.Card), ButtonsOf(c.Card)))]);
    }

    private static TenantChannel Channel(FakeTenant tenant, string id) => tenant.Channels.First(c => c.Id == id);

    private static string TextOf(JsonNode card) => TeamsCards.Text(card).Replace("<at>", "@", StringComparison.Ordinal).Replace("</at>", "", StringComparison.Ordinal);

    private static IReadOnlyList<string> ButtonsOf(JsonNode? card) => card is null ? [] : [.. TeamsCards.Buttons(card).Select(b => (string)b["title"]!)];

    private string PersonOf(string user) => _directory.PersonOf(user) ?? user;
}
