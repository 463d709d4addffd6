using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Faults.Chat;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>Answers that are lost, late, refused or of somebody else; posts and calls of people.</summary>
public sealed class TeamsFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private TeamsWorkspace _teams = null!;
    private IChatConnector _connector = null!;

    /// <summary>Each call that changes something, whether the room is private, and each way in which its answer can be lost.</summary>
    public static IEnumerable<TheoryDataRow<string, bool, string>> Losses =>
        from call in (string[])["POST channels", "POST add", "POST members", "POST conversations", "PATCH channels/id", "PUT activities/id", "DELETE members/id", "POST archive"]
        from kind in (FaultKind[])[FaultKind.ResetAfter, FaultKind.StatusAfter, .. call is "POST channels" or "POST add" or "POST conversations" ? (FaultKind[])[FaultKind.Torn, FaultKind.Html] : []]
        select new TheoryDataRow<string, bool, string>(call, call is "POST members" or "DELETE members/id", $"{kind}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = (_teams = await TeamsWorkspace.StartAsync(_clock)).Connect();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    /// <summary>Every call of every step takes effect, and its answer never comes: the step is carried out again by another process.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public async Task EveryCall_TookEffectButTheAnswerIsLost_AndAgain_ChangesNothing(string call, bool isPrivate, string kind)
    {
        var (request, people) = (Request(isPrivate), _teams.People(2));
        _teams.Fake.Plan(new(Enum.Parse<FaultKind>(kind), call));

        var (room, failures) = await LostAnswers.CarryOutAsync(_teams, request, people, Token);

        Assert.Equal(1, failures);
        Assert.Equal(1, await _teams.CountRoomsAsync(request));
        var seen = await _teams.LookAsync(room);
        Assert.Equal(("topic", true), (seen.Topic, seen.IsArchived));
        Assert.Equal(isPrivate ? people.Take(1) : people, seen.Members);        // also: each was called once
        Assert.Equal("brief, edited", Assert.Single(seen.Posts).Text);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("soon", 30)]
    [InlineData("7", 7)]
    [InlineData("2147483647", 900)]
    public async Task AskedTooOften_WhateverTheHeaderSays_IsOverInAQuarterOfAnHour(string? header, int seconds)
    {
        _teams.Fake.Plan(new(FaultKind.Status, "POST channels", 429, RetryAfter: header));
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request(), Token))).IsTransient);

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request(), Token))).IsOurs);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await _connector.EnsureRoomAsync(Request(), Token);
        Assert.Equal(2, _teams.Fake.Count("POST channels"));
    }

    [Fact]
    public async Task Token_IsFetchedOnceForMany_AndAnewAtItsEndAndWhenItIsRefused()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _connector.EnsureRoomAsync(Request(), Token)));
        Assert.Equal(1, _teams.Fake.Count("POST token"));

        _clock.Advance(TimeSpan.FromMinutes(54));
        await _connector.EnsureRoomAsync(Request(), Token);
        Assert.Equal(1, _teams.Fake.Count("POST token"));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _connector.EnsureRoomAsync(Request(), Token);
        Assert.Equal(2, _teams.Fake.Count("POST token"));
        _teams.Fake.RevokeTokens();
        await _connector.EnsureRoomAsync(Request(), Token);
        Assert.Equal(3, _teams.Fake.Count("POST token"));
    }

    [Fact]
    public async Task Secret_ThatIsRefused_IsTheReasonOfEveryCall_AndIsNotShown()
    {
        const string Wrong = "wrong~secret";
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        var connector = _teams.Connect(_teams.Options() with { ClientSecret = Wrong });
        foreach (var call in (Func<Task>[])[() => connector.EnsureRoomAsync(request, Token), () => connector.InviteAsync(room, _teams.People(1), Token), () => connector.SetTopicAsync(room, "x", Token),
            () => connector.PostAsync(room, ChatMessage.Plain("x"), Token), () => connector.ArchiveAsync(room, Token)])
        {
            var refused = await Assert.ThrowsAsync<ChatException>(call);
            Assert.False(refused.IsTransient);
            Assert.Contains("Chat:Teams:AppId, ClientSecret or TenantId is wrong", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Wrong, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_TooManyInOneChannel_HoldsUpNoOther()
    {
        var (busy, other) = (await _connector.EnsureRoomAsync(Request(), Token), await _connector.EnsureRoomAsync(Request(), Token));
        _teams.Fake.Plan(new(FaultKind.Status, "POST conversations", 429, RetryAfter: "60"));
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(busy, ChatMessage.Plain("x"), Token))).IsTransient);

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(busy, ChatMessage.Plain("x"), Token))).IsOurs);
        await _connector.PostAsync(other, ChatMessage.Plain("x"), Token);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await _connector.PostAsync(busy, ChatMessage.Plain("x"), Token);
    }

    [Fact]
    public async Task Page_ThatPointsElsewhere_IsNotFollowed()
    {
        await using var elsewhere = await FakeTeams.StartAsync();
        _teams.Fake.Plan(new(FaultKind.Other, "GET channels", Text: $$"""{"value":[],"@odata.nextLink":"{{elsewhere.GraphUrl}}teams/x/channels"}"""));

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request() with { MayExist = true }, Token))).IsTransient);

        Assert.Empty(elsewhere.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"value":7}""")]
    public async Task Answer_ThatIsNotTeams_IsNeitherSuccessNorRefusal(string text)
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        await AssertUnclearAsync("GET channels", c => c.EnsureRoomAsync(Request() with { MayExist = true }, Token));
        await AssertUnclearAsync("POST channels", c => c.EnsureRoomAsync(Request(), Token));
        await AssertUnclearAsync("GET members", c => c.InviteAsync(room, _teams.People(1), Token));
        await AssertUnclearAsync("POST add", c => c.InviteAsync(room, _teams.People(1), Token));
        await AssertUnclearAsync("POST conversations", c => c.PostAsync(room, ChatMessage.Plain("x"), Token));

        async Task AssertUnclearAsync(string call, Func<IChatConnector, Task> step)
        {
            _teams.Fake.Plan(new(FaultKind.Other, call, Text: text));
            Assert.True((await Assert.ThrowsAsync<ChatException>(() => step(_teams.Connect()))).IsTransient, call);
        }
    }

    [Fact]
    public async Task Messages_ThatMayNotBeRead_ArePostedAtLeastOnce()
    {
        var connector = _teams.Connect(_teams.Options() with { ReadsMessages = false });
        var room = await connector.EnsureRoomAsync(Request(), Token);
        foreach (var mayExist in (bool[])[false, true])
            await connector.PostAsync(room, ChatMessage.Plain("brief", "step-1") with { MayExist = mayExist }, Token);

        Assert.Equal(2, (await _teams.LookAsync(room)).Posts.Count);
        Assert.False(connector.Capabilities.HasFlag(ChatCapabilities.History));
        Assert.Equal(0, _teams.Fake.Count("GET messages"));
    }

    /// <summary>Somebody else's message with our mark is not ours.</summary>
    [Fact]
    public async Task Post_MarkIsInAStrangersMessage_IsPosted()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        _teams.Fake.Look(t => t.Say(t.Channels[0].Messages, FakeTenant.Owner, "x", """{"attachments":[{"content":{"body":[{"id":"step-1"}]}}]}"""));

        await _connector.PostAsync(room, ChatMessage.Plain("brief", "step-1") with { MayExist = true }, Token);

        Assert.Single((await _teams.LookAsync(room)).Posts);
    }

    [Fact]
    public async Task FindByMail_OfOneAndOfTwo_IsTheOneAlone()
    {
        var ann = _teams.Fake.Look(t =>
        {
            t.Hire("Two", "two@example.org");
            t.Hire("Two", "two@example.org");
            return t.Hire("Ann O'Hara", "ann.o'hara@example.org");
        });

        Assert.Equal(ann.Id, await ((ILooksUpPeople)_connector).FindByMailAsync("ann.o'hara@example.org", Token));
        Assert.Null(await ((ILooksUpPeople)_connector).FindByMailAsync("two@example.org", Token));
    }

    [Fact]
    public async Task Call_OfPeople_IsAMentionWithTheirNames()
    {
        var (room, ann) = (await _connector.EnsureRoomAsync(Request(), Token), _teams.Fake.Look(t => t.Hire("Ann <at>[x](http://evil.example) Berg")));

        await _connector.InviteAsync(room, [ann.Id], Token);

        var card = TeamsCards.Of(_teams.Fake.Look(t => t.Channels[0].Messages.Single().Activity));
        Assert.Equal("<at>Ann atxhttpevil.example Berg</at>, you are called here.", TeamsCards.Text(card));
        Assert.Equal([ann.Id], TeamsCards.Mentioned(card));
        Assert.Equal("<at>Ann atxhttpevil.example Berg</at>", (string?)card["msteams"]!["entities"]![0]!["text"]);
    }

    [Fact]
    public async Task Call_OfTwoByOneName_SaysWhoIsWho()
    {
        var (room, people) = (await _connector.EnsureRoomAsync(Request(), Token), _teams.Fake.Look(t => new[] { t.Hire("Ann Berg").Id, t.Hire("Ann Berg").Id }));

        await _connector.InviteAsync(room, people, Token);

        var card = TeamsCards.Of(_teams.Fake.Look(t => t.Channels[0].Messages.Single().Activity));
        Assert.Equal("<at>Ann Berg</at>, you are called here.\n<at>Ann Berg (2)</at>, you are called here.", TeamsCards.Text(card));
        Assert.Equal([("<at>Ann Berg</at>", people[0]), ("<at>Ann Berg (2)</at>", people[1])], card["msteams"]!["entities"]!.AsArray().Select(e => ((string)e!["text"]!, (string)e["mentioned"]!["id"]!)));
    }

    private static RoomRequest Request(bool isPrivate = false)
    {
        var own = $"{Guid.NewGuid():N}"[..16];
        return new(RoomKind.Incident, $"inc-{own}", $"incident:{own}:{(isPrivate ? "private" : "public")}", isPrivate);
    }
}
