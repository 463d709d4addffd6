using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>An organisation of its own in our fake of Graph and the Bot Connector.</summary>
internal sealed class TeamsWorkspace : ChatWorkspace
{
    private readonly List<IDisposable> _opened = [];
    private readonly List<string> _people = [];
    private readonly TimeProvider _clock;

    private TeamsWorkspace(FakeTeams fake, TimeProvider clock) => (Fake, _clock) = (fake, clock);

    public FakeTeams Fake { get; }

    public override bool PeopleLeavePublicRooms => false;

    public static async Task<TeamsWorkspace> StartAsync(TimeProvider? clock = null) => new(await FakeTeams.StartAsync(), clock ?? TimeProvider.System);

    public override IChatConnector Connect() => Connect(Options());

    /// <summary>A connector with other settings.</summary>
    public TeamsConnector Connect(TeamsOptions options)
    {
        var (graph, bot) = (new GraphApi(Http(options, options.GraphScope), options), new BotApi(Http(options, options.BotScope), options));
        var history = new TeamsHistory(graph, options);
        return new(new(graph, options, _clock), new(graph, history), history, graph, bot, options);
    }

    /// <summary>The settings of a service there.</summary>
    public TeamsOptions Options() => new TeamsOptions
    {
        TenantId = FakeTenant.TenantId,
        AppId = FakeTenant.AppId,
        ClientSecret = FakeTeams.Secret,
        TeamId = FakeTenant.TeamId,
        PrivateOwners = [FakeTenant.Owner],
        MaxPrivateChannels = 1000,
        ServiceUrl = Fake.ServiceUrl,
        AllowedServiceUrls = [Fake.Url],
        GraphUrl = Fake.GraphUrl,
        TokenUrl = Fake.TokenUrl,
        OpenIdMetadataUrl = Fake.OpenIdMetadataUrl,
        LimitFactor = 10_000,
        Timeout = TimeSpan.FromSeconds(30),
    }.Checked();

    public override IReadOnlyList<string> People(int count) => Fake.Look(tenant =>
    {
        while (_people.Count < count)
            _people.Add(tenant.Hire($"Person {_people.Count}").Id);
        return _people.Take(count).ToList();
    });

    public override Task<SeenRoom> LookAsync(ChatRoom room) => Task.FromResult(Fake.Look(tenant =>
    {
        var place = TeamsPlace.Of(room.Id);
        var channel = tenant.Channels.First(c => c.Id == place.Channel);
        var cards = channel.Messages.Where(m => m.User is null && m.Root == place.Root).Select(m => TeamsCards.Of(m.Activity)).ToList();
        var called = cards.SelectMany(TeamsCards.Mentioned).ToList();
        return new SeenRoom(
            channel.Name, channel.Description.Split("\n\n") is [var topic, _] ? topic : "", channel.IsPrivate, channel.IsArchived,
            channel.IsPrivate ? [.. channel.Members.Select(m => m.User).Where(u => u != FakeTenant.Owner)] : called,
            [.. cards.Where(c => TeamsCards.Mentioned(c).Count == 0).Select(c => new SeenPost(TeamsCards.HasForm(c) ? (string)c["fallbackText"]! : TeamsCards.Text(c), TeamsCards.HasForm(c)))]);
    }));

    public override Task<int> CountRoomsAsync(RoomRequest request) =>
        Task.FromResult(Fake.Look(tenant => tenant.Channels.Count(c => c.Name == request.Name || c.Description.Contains(request.Marker, StringComparison.Ordinal))));

    public override Task OpenAsync(string name) => Task.FromResult(Fake.Look(tenant => tenant.Open(name, "", isPrivate: false, [])));

    public override Task ArchiveAsync(ChatRoom room) => Task.FromResult(Fake.Look(tenant => tenant.Channels.First(c => c.Id == room.Id).IsArchived = true));

    public override Task RenameAsync(ChatRoom room, string name) => Task.FromResult(Fake.Look(tenant => tenant.Channels.First(c => c.Id == room.Id).Name = name));

    public override Task SayAsync(ChatRoom room, string text, int times) => Task.FromResult(Fake.Look(tenant =>
    {
        var channel = tenant.Channels.First(c => c.Id == room.Id);
        for (var i = 0; i < times; i++)
            tenant.Say(channel.Messages, FakeTenant.Owner, text);
        return times;
    }));

    public override async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
            opened.Dispose();
        await Fake.DisposeAsync();
    }

    private TeamsHttp Http(TeamsOptions options, string scope)
    {
        var http = new HttpClient { Timeout = options.Timeout };
        var limits = new CallLimits(TeamsHttp.ConnectorName, new Dictionary<string, CallLimit>(), 1, _clock);
        var token = new EntraToken(http, options, scope, _clock);
        _opened.AddRange([http, token]);
        return new(http, token, limits);
    }
}
