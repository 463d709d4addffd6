using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Faults.Chat;
using Classifier.Faults.Chat.Teams;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>Channels as rooms: new ones, private ones, closed ones, and the thread where none may be opened.</summary>
public sealed class TeamsChannelTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private TeamsWorkspace _teams = null!;
    private IChatConnector _connector = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = (_teams = await TeamsWorkspace.StartAsync(_clock)).Connect();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

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

    /// <summary>Graph took the channel, lost the answer, and does not list the channel yet: its name is taken by ours.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Channel_WhoseAnswerWasLost_IsWaitedForUntilItIsListed_NotOpenedTwice(bool isPrivate)
    {
        var request = Request(isPrivate);
        _teams.Fake.Look(t => t.LagOfNew = 1);
        _teams.Fake.Plan(new(FaultKind.ResetAfter, "POST channels"));
        foreach (var again in (bool[])[false, true, true])
            Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(request with { MayExist = again }, Token))).IsTransient);

        var opened = _teams.Fake.Look(t => t.Channels.Single(c => c.Name == request.Name));
        opened.Lag = 0;

        Assert.Equal(opened.Id, (await _connector.EnsureRoomAsync(request with { MayExist = true }, Token)).Id);
        Assert.Equal(1, await _teams.CountRoomsAsync(request));
    }

    /// <summary>The name of a channel that was deleted, and that nobody sees any more, stays taken.</summary>
    [Fact]
    public async Task Name_OfAChannelThatIsNeverListed_IsTakenInTheEnd()
    {
        var request = Request() with { MayExist = true };
        _teams.Fake.Look(t => t.Open(request.Name, "", isPrivate: false, []).Channel!.Lag = int.MaxValue);
        await Assert.ThrowsAsync<RoomNameTakenException>(() => _connector.EnsureRoomAsync(request with { MayExist = false }, Token));
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(request, Token))).IsTransient);

        _clock.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<RoomNameTakenException>(() => _connector.EnsureRoomAsync(request, Token));
    }

    [Fact]
    public async Task Thread_WhoseFirstMessageSomebodyDeleted_IsClosedAllTheSame()
    {
        var home = _teams.Fake.Look(t => t.Open("General", "", isPrivate: false, []).Channel!);
        _teams.Fake.Look(t => t.Refusal = (403, "Forbidden", "Missing role permissions on the request."));
        var connector = _teams.Connect(_teams.Options() with { FixedChannelId = home.Id });
        var room = await connector.EnsureRoomAsync(Request(), Token);
        _teams.Fake.Look(_ => home.Messages.RemoveAll(m => m.Root is null));

        await connector.SetTopicAsync(room, "topic", Token);
        await connector.ArchiveAsync(room, Token);

        Assert.Equal(2, _teams.Fake.Count("PUT activities/id"));
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
