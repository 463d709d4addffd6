using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Faults.Chat;
using Classifier.Faults.Chat.Teams;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>What only Teams does, and what only a tool behind a network does.</summary>
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
        var message = ChatMessage.Plain("brief", $"{request.Marker}-brief");
        MessageRef? posted = null;
        Func<IChatConnector, bool, ChatRoom, Task>[] steps =
        [
            (_, _, _) => Task.CompletedTask,
            (c, _, room) => c.InviteAsync(room, people, Token),
            (c, _, room) => c.SetTopicAsync(room, "topic", Token),
            async (c, again, room) => posted = await c.PostAsync(room, message with { MayExist = again }, Token),
            (c, _, _) => c.UpdateAsync(posted!, ChatMessage.Plain("brief, edited"), Token),
            (c, _, room) => c.RemoveAsync(room, people[1], Token),
            (c, _, room) => c.ArchiveAsync(room, Token),
        ];
        _teams.Fake.Plan(new(Enum.Parse<FaultKind>(kind), call));

        ChatRoom? room = null;
        var failures = 0;
        foreach (var step in steps)
        {
            for (var again = false; ; again = true)
            {
                var connector = _teams.Connect();
                try
                {
                    room ??= await connector.EnsureRoomAsync(request with { MayExist = again }, Token);
                    await step(connector, again, room);
                    break;
                }
                catch (ChatException lost)
                {
                    Assert.True(lost is { IsTransient: true, IsOurs: false }, lost.Message);
                    failures++;
                }
            }
        }

        Assert.Equal(1, failures);
        Assert.Equal(1, await _teams.CountRoomsAsync(request));
        var seen = await _teams.LookAsync(room!);
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
            Assert.Contains("the id, the secret or the tenant is wrong", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Wrong, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Channel_ThatIsNewAndNotThereYet_IsWaitedFor_AndOneThatIsGoneIsNot()
    {
        _teams.Fake.Look(t => t.LagOfNew = 2);
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        foreach (var call in (Func<Task>[])[() => _connector.SetTopicAsync(room, "topic", Token), () => _connector.PostAsync(room, ChatMessage.Plain("x"), Token)])
            Assert.True(await Assert.ThrowsAsync<ChatException>(call) is { IsTransient: true, RetryAfter: not null });
        await _connector.PostAsync(room, ChatMessage.Plain("x"), Token);

        _clock.Advance(TimeSpan.FromMinutes(3));
        _teams.Fake.Look(t => t.Channels.RemoveAll(c => c.Id == room.Id));
        Assert.False((await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(room, ChatMessage.Plain("x"), Token))).IsTransient);
        await _connector.ArchiveAsync(room, Token);
    }

    [Theory]
    [InlineData(403, "Forbidden", "Missing role permissions on the request.")]
    [InlineData(400, "BadRequest", "The team has reached the maximum number of channels.")]
    public async Task NoChannelMayBeOpened_AThreadInTheFixedOneIsTheRoom_AndSaysSo(int status, string code, string words)
    {
        var home = _teams.Fake.Look(t => t.Open("General", "", isPrivate: false, []).Channel!);
        _teams.Fake.Look(t => t.Refusal = (status, code, words));
        var (options, request, people) = (_teams.Options() with { FixedChannelId = home.Id }, Request(), _teams.People(2));
        var connector = _teams.Connect(options);

        var room = await connector.EnsureRoomAsync(request, Token);
        Assert.Equal(room, await _teams.Connect(options).EnsureRoomAsync(request with { MayExist = true }, Token));
        await connector.InviteAsync(room, people, Token);
        var message = ChatMessage.Plain("brief", "step-1");
        var posted = await connector.PostAsync(room, message, Token);
        Assert.Equal(posted, await _teams.Connect(options).PostAsync(room, message with { MayExist = true }, Token));
        await connector.UpdateAsync(posted, ChatMessage.Plain("brief, edited"), Token);
        await connector.SetTopicAsync(room, "high · Edge delivery", Token);

        Assert.StartsWith($"{home.Id};messageid=", room.Id, StringComparison.Ordinal);
        var root = Assert.Single(home.Messages, m => m.Root is null);
        Assert.Equal($"{request.Name}\nhigh · Edge delivery\nTeams let no channel be opened: this thread is the room.", TeamsCards.Text(TeamsCards.Of(root.Activity)));
        Assert.Equal(room, await _teams.Connect(options).EnsureRoomAsync(request with { MayExist = true }, Token));
        var seen = await _teams.LookAsync(room);
        Assert.Equal(people, seen.Members);
        Assert.Equal(["brief, edited"], seen.Posts.Select(p => p.Text));

        await connector.ArchiveAsync(room, Token);
        Assert.Contains("Closed.", TeamsCards.Text(TeamsCards.Of(home.Messages[0].Activity)), StringComparison.Ordinal);
        await connector.ReopenAsync(room, Token);
        Assert.DoesNotContain("Closed.", TeamsCards.Text(TeamsCards.Of(home.Messages[0].Activity)), StringComparison.Ordinal);
        Assert.Equal(home.Id, (await connector.EnsureRoomAsync(Request(kind: RoomKind.Standing), Token)).Id);
    }

    [Fact]
    public async Task NoChannelMayBeOpened_WhatIsPrivateIsToldNowhere_AndWithoutAFixedOneTheSettingIsNamed()
    {
        var home = _teams.Fake.Look(t => t.Open("General", "", isPrivate: false, []).Channel!);
        _teams.Fake.Look(t => t.Refusal = (403, "Forbidden", "Missing role permissions on the request."));
        var connector = _teams.Connect(_teams.Options() with { FixedChannelId = home.Id });
        foreach (var kind in (RoomKind[])[RoomKind.Incident, RoomKind.Standing])
            Assert.False((await Assert.ThrowsAsync<ChatException>(() => connector.EnsureRoomAsync(Request(isPrivate: true, kind), Token))).IsTransient);
        Assert.Empty(home.Messages);

        var refused = await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request(), Token));
        Assert.Contains("Chat:Teams:FixedChannelId", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateChannels_AsManyAsAreAllowed_OneMoreIsNotTried()
    {
        var connector = _teams.Connect(_teams.Options() with { MaxPrivateChannels = 1 });
        await connector.EnsureRoomAsync(Request(isPrivate: true), Token);

        var refused = await Assert.ThrowsAsync<ChatException>(() => connector.EnsureRoomAsync(Request(isPrivate: true), Token));

        Assert.Contains("Chat:Teams:MaxPrivateChannels", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _teams.Fake.Count("POST channels"));
        await connector.EnsureRoomAsync(Request(), Token);
        var without = _teams.Connect(_teams.Options() with { PrivateOwners = [] });
        Assert.False(without.Capabilities.HasFlag(ChatCapabilities.PrivateRooms));
        await Assert.ThrowsAsync<ChatException>(() => without.EnsureRoomAsync(Request(isPrivate: true), Token));
    }

    /// <summary>The marker of an incident to come can be guessed: somebody makes its private channel first.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task PrivateChannel_ThatSomebodyMadeInAdvance_IsNeverAdopted(bool isOwner, bool mayExist)
    {
        var (request, stranger) = (Request(isPrivate: true), _teams.People(1)[0]);
        _teams.Fake.Look(t =>
        {
            t.Add(t.Team, stranger, isOwner: false);
            var channel = t.Open(request.Name, $"Opened by the incident classifier ({request.Marker})", isPrivate: true, [isOwner ? stranger : FakeTenant.Owner]).Channel!;
            return t.Add(channel.Members, stranger, isOwner);
        });

        await Assert.ThrowsAsync<RoomNameTakenException>(() => _connector.EnsureRoomAsync(request with { MayExist = mayExist }, Token));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task PrivateChannel_AppIsNotAddedYet_IsWaitedFor_AndNothingIsSaidElsewhere()
    {
        _teams.Fake.Look(t => t.PrivateHaveBot = false);
        var room = await _connector.EnsureRoomAsync(Request(isPrivate: true), Token);

        var refused = await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(room, ChatMessage.Plain("x"), Token));
        Assert.Contains("has to add the app", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.RetryAfter);
        _teams.Fake.Look(t => t.Channels[0].HasBot = true);
        await _connector.PostAsync(room, ChatMessage.Plain("x"), Token);
        Assert.Single((await _teams.LookAsync(room)).Posts);
    }

    [Fact]
    public async Task Archive_ThatTakesAMoment_IsWaitedFor()
    {
        _teams.Fake.Look(t => t.LooksUntilArchived = 5);
        var room = await _connector.EnsureRoomAsync(Request(), Token);

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.ArchiveAsync(room, Token))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.ArchiveAsync(room, Token))).IsTransient);
        await _connector.ArchiveAsync(room, Token);
        Assert.True((await _teams.LookAsync(room)).IsArchived);
    }

    [Fact]
    public async Task StandingRoom_ThatSomebodyClosed_IsOpenedAgain()
    {
        var request = Request(kind: RoomKind.Standing);
        var room = await _connector.EnsureRoomAsync(request, Token);
        await _connector.InviteAsync(room, _teams.People(2), Token);
        Assert.Empty((await _teams.LookAsync(room)).Members);       // they are in the team, and nobody is disturbed
        await _teams.ArchiveAsync(room);

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.PostAsync(room, ChatMessage.Plain("x"), Token))).IsTransient);

        Assert.Equal(room, await _connector.EnsureRoomAsync(request, Token));
        await _connector.PostAsync(room, ChatMessage.Plain("x"), Token);
    }

    /// <summary>What Teams would not take is never tried, and what is tried is taken.</summary>
    [Fact]
    public async Task Name_OfAnyKind_IsRefusedByTheRuleOrTaken() => await Gen.OneOf(Gen.String, Gen.String[Gen.Char["aé9-_ .#%\"\u202e"], 0, 60]).SampleAsync(async name =>
    {
        var before = _teams.Fake.Count("POST channels");
        if (TeamsChannels.NameFault(name) is null)
        {
            try
            {
                Assert.Equal(name, (await _connector.EnsureRoomAsync(Request() with { Name = name }, Token)).Name);
            }
            catch (RoomNameTakenException)
            {
                // It differs from another one in case alone.
            }
            return;
        }
        Assert.False((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request() with { Name = name }, Token))).IsTransient);
        Assert.Equal(before, _teams.Fake.Count("POST channels"));
    }, iter: 200, threads: 1);

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

    private async Task<List<MarkedRoom>> ListAsync()
    {
        var listed = new List<MarkedRoom>();
        await foreach (var room in ((IListsRooms)_connector).ListRoomsAsync(Token))
            listed.Add(room);
        return listed;
    }

    private static RoomRequest Request(bool isPrivate = false, RoomKind kind = RoomKind.Incident)
    {
        var own = $"{Guid.NewGuid():N}"[..16];
        return new(kind, $"inc-{own}", $"incident:{own}:{(isPrivate ? "private" : "public")}", isPrivate);
    }
}
