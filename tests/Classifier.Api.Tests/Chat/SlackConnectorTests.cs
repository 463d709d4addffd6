using System.Net.Http.Headers;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat;

/// <summary>The connector against a chat that goes wrong by script: what took effect is looked at in the chat.</summary>
public sealed class SlackConnectorTests : IAsyncLifetime
{
    private static readonly RoomRequest Room = new(RoomKind.Incident, "inc-1001-disk", "incident:1001:public", IsPrivate: false);
    private readonly FakeTimeProvider _clock = new();
    private FakeSlack _slack = null!;
    private readonly List<HttpClient> _opened = [];
    private SlackConnector _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        _connector = Connect(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(http => http.Dispose());
        await _slack.DisposeAsync();
    }

    [Theory]
    [InlineData("hang_after")]
    [InlineData("reset_after")]
    [InlineData("torn")]
    [InlineData("html")]
    [InlineData("status_after")]
    [InlineData("error_after")]
    public async Task EnsureRoom_OpenedButTheAnswerIsLost_IsFoundAgain(string kind)
    {
        Plan(kind, "conversations.create");
        var connector = kind == "hang_after" ? Connect(TimeSpan.FromSeconds(2)) : _connector;
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => connector.EnsureRoomAsync(Room, Token))).IsTransient);
        await Eventually.GetAsync(() => Task.FromResult(Channels().Count), count => count == 1);

        var room = await EnsureAsync(Room with { MayExist = true });

        var channel = Assert.Single(Channels());
        Assert.Equal((room.Id, "Opened by the incident classifier (incident:1001:public)"), (channel.Id, channel.Purpose));
    }

    [Fact]
    public async Task EnsureRoom_NameOfSomebodyElse_IsNeverAdopted()
    {
        _slack.Look(w => w.Create(Room.Name, isPrivate: false, "USOMEBODY"));
        await Assert.ThrowsAsync<RoomNameTakenException>(() => EnsureAsync(Room));
        Assert.Equal("", Assert.Single(Channels()).Purpose);
    }

    [Fact]
    public async Task EnsureRoom_OursThatWasArchivedByAPerson_IsNotTakenForOpen()
    {
        var room = await EnsureAsync(Room);
        _slack.Look(w => w.Find(room.Id)!.IsArchived = true);
        await Assert.ThrowsAsync<RoomNameTakenException>(() => EnsureAsync(Room with { MayExist = true }));
    }

    [Fact]
    public async Task Post_DoneButTheAnswerIsLost_IsNotRepeated()
    {
        var room = await EnsureAsync(Room);
        var message = ChatMessage.Plain("Disk <full> & more", "step-7");
        Plan("reset_after", "chat.postMessage");
        await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(room, message, Token));

        await _connector.PostAsync(room, message with { MayExist = true }, Token);

        var post = Assert.Single(Assert.Single(Channels()).Posts);
        Assert.Equal(("Disk &lt;full&gt; &amp; more", "step-7"), (post.Text, post.Marker));
    }

    [Fact]
    public async Task Invite_OneWhoIsUnknownAndOneWhoIsThere_LeavesNobodyOut()
    {
        var room = await EnsureAsync(Room);
        _slack.Look(w => w.Unknown.Add("UGONE"));
        await _connector.InviteAsync(room, ["UANN"], Token);

        var outcomes = await _connector.InviteAsync(room, ["UANN", "UGONE", "UBEN"], Token);

        Assert.Equal([("UANN", true, null), ("UGONE", false, "is not known in Slack"), ("UBEN", true, null)], outcomes.Select(o => (o.Handle, o.IsMember, o.Problem)));
        Assert.Equal([FakeWorkspace.Bot, "UANN", "UBEN"], Assert.Single(Channels()).Members);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("-3", null)]
    [InlineData(null, null)]
    public async Task AskedTooOften_HoldsTheMethodBackForAsLongAsAsked(string? header, int? seconds)
    {
        _slack.Look(_ => { _slack.Faults.Plan(new(FaultKind.Status, "conversations.create", 429, RetryAfter: header)); return true; });
        var refused = await Assert.ThrowsAsync<ChatException>(() => EnsureAsync(Room));
        Assert.Equal((seconds, false), ((int?)refused.RetryAfter?.TotalSeconds, refused.IsOurs));

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => EnsureAsync(Room))).IsOurs);
        Assert.Empty(Channels());
    }

    [Fact]
    public async Task Post_IntoAStandingRoomThatSomebodyClosed_OpensItAnew()
    {
        var triage = new RoomRequest(RoomKind.Standing, "triage", "standing:triage", IsPrivate: false);
        var room = await EnsureAsync(triage);
        _slack.Look(w => { w.Find(room.Id)!.IsArchived = true; w.Find(room.Id)!.Name = "old-triage"; return true; });

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(room, ChatMessage.Plain("x"), Token))).IsTransient);
        Assert.NotEqual(room.Id, (await EnsureAsync(triage)).Id);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SlackConnector Connect(TimeSpan timeout)
    {
        var http = new HttpClient { BaseAddress = _slack.ApiUrl, Timeout = timeout };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FakeSlack.Token);
        _opened.Add(http);
        return new(new(http, new("slack", new Dictionary<string, CallLimit>(), 1, _clock)));
    }

    private Task<ChatRoom> EnsureAsync(RoomRequest request) => _connector.EnsureRoomAsync(request, Token);

    private IReadOnlyList<FakeChannel> Channels() => _slack.Look(w => w.Channels);

    private void Plan(string kind, string method) => _slack.Look(_ =>
    {
        _slack.Faults.Plan(new(Enum.Parse<FaultKind>(kind.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), method));
        return true;
    });
}
