using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Chat.Vendor;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>What only a tool behind a network does: answers that are lost, late, wrong or a refusal.</summary>
public sealed class SlackFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private SlackWorkspace _slack = null!;
    private IChatConnector _connector = null!;

    /// <summary>Each method that changes something, and each way in which its answer can be lost.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Losses =>
        from method in (string[])["conversations.create", "conversations.setPurpose", "conversations.invite", "conversations.setTopic", "chat.postMessage", "chat.update", "conversations.kick", "conversations.archive"]
        from kind in (FaultKind[])[FaultKind.ResetAfter, FaultKind.Torn, FaultKind.Html, FaultKind.StatusAfter, FaultKind.ErrorAfter]
        select new TheoryDataRow<string, string>(method, $"{kind}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = (_slack = await SlackWorkspace.StartAsync(_clock)).Connect();

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    /// <summary>Every call of every step takes effect, and its answer never comes: the step is carried out again by another process.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public async Task EveryCall_TookEffectButTheAnswerIsLost_AndAgain_ChangesNothing(string method, string kind)
    {
        var (request, people) = (Request(), _slack.People(2));
        _slack.Proxy.Plan(new(Enum.Parse<FaultKind>(kind), method));

        var (room, failures) = await LostAnswers.CarryOutAsync(_slack, request, people, Token);

        Assert.Equal(1, failures);
        Assert.Equal(1, await _slack.CountRoomsAsync(request));
        var seen = await _slack.LookAsync(room);
        Assert.Equal(("topic", true, people[0]), (seen.Topic, seen.IsArchived, Assert.Single(seen.Members)));
        Assert.Equal("brief, edited", Assert.Single(seen.Posts).Text);
    }

    [Theory]
    [InlineData("conversations.create")]
    [InlineData("chat.postMessage")]
    public async Task Call_TookEffectAndNoAnswerComes_IsGivenUpInTimeAndLookedUp(string method)
    {
        var (request, impatient) = (Request(), _slack.Connect(_slack.BotToken, TimeSpan.FromSeconds(2)));
        var room = method == "chat.postMessage" ? await _connector.EnsureRoomAsync(request, Token) : null;
        var message = ChatMessage.Plain("brief", request.Marker);
        _slack.Proxy.Plan(new(FaultKind.HangAfter, method));

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => room is null ? impatient.EnsureRoomAsync(request, Token) : impatient.PostAsync(room, message, Token))).IsTransient);
        await Eventually.GetAsync(() => Task.FromResult(_slack.Proxy.Calls), calls => calls.Any(c => c.Method == method && c.Answer.Length > 0));     // it took effect

        room = await _connector.EnsureRoomAsync(request with { MayExist = true }, Token);
        await _connector.PostAsync(room, message with { MayExist = true }, Token);
        Assert.Equal(1, await _slack.CountRoomsAsync(request));
        Assert.Single((await _slack.LookAsync(room)).Posts);
    }

    /// <summary>Valid JSON that Slack would not send is no answer: nothing may be concluded from it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"ok\"")]
    [InlineData("{}")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":false}""")]
    [InlineData("""{"ok":"yes","channels":7}""")]
    public async Task Answer_ThatIsNotSlacks_IsNeitherSuccessNorRefusal(string text)
    {
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        var message = ChatMessage.Plain("brief", request.Marker) with { MayExist = true };
        foreach (var method in (string[])["auth.test", "conversations.list", "conversations.create"])
            await AssertUnclearAsync(method, c => c.EnsureRoomAsync(Request() with { MayExist = true }, Token));
        foreach (var method in (string[])["conversations.history", "chat.postMessage"])
            await AssertUnclearAsync(method, c => c.PostAsync(room, message, Token));

        async Task AssertUnclearAsync(string method, Func<IChatConnector, Task> call)
        {
            _slack.Proxy.Plan(new(FaultKind.Other, method, Text: text));
            Assert.True((await Assert.ThrowsAsync<ChatException>(() => call(_slack.Connect()))).IsTransient, method);
        }
    }

    [Theory]
    [InlineData(null, null, 30)]
    [InlineData("", null, 30)]
    [InlineData("1.5", null, 30)]
    [InlineData("soon", null, 30)]
    [InlineData("-3", null, 30)]
    [InlineData("999999999999999", null, 30)]
    [InlineData("0", 1, 1)]
    [InlineData("7", 7, 7)]
    [InlineData("2147483647", 900, 900)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 900, 900)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 1, 1)]
    public async Task AskedTooOften_WhateverTheHeaderSays_IsOverInAQuarterOfAnHour(string? header, int? told, int seconds)
    {
        _slack.Proxy.Plan(new(FaultKind.Status, "conversations.create", 429, RetryAfter: header));
        var refused = await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request(), Token));
        Assert.Equal((true, told), (refused.IsTransient, (int?)refused.RetryAfter?.TotalSeconds));

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True((await Assert.ThrowsAsync<ChatException>(() => _connector.EnsureRoomAsync(Request(), Token))).IsOurs);
        Assert.Equal(1, _slack.Proxy.Count("conversations.create"));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await _connector.EnsureRoomAsync(Request(), Token);
    }

    [Fact]
    public async Task Scope_ThatIsMissing_IsNamed()
    {
        var narrow = _slack.Connect(EmulateProcess.NarrowToken, TimeSpan.FromSeconds(30));

        var refused = await Assert.ThrowsAsync<ChatException>(() => narrow.EnsureRoomAsync(Request(isPrivate: true), Token));

        Assert.False(refused.IsTransient);
        Assert.Contains("the app lacks the scope groups:write", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>No person is to blame for a token, and no room is taken for missing.</summary>
    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("token_revoked")]
    [InlineData("account_inactive")]
    [InlineData("missing_scope")]
    public async Task Token_ThatIsRefused_IsTheReasonOfEveryCall(string error)
    {
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        _slack.Proxy.Plan(new(FaultKind.Error, Error: error, Times: int.MaxValue));
        foreach (var call in Calls(room, request))
        {
            var refused = await Assert.ThrowsAsync<ChatException>(() => call(_slack.Connect()));
            Assert.False(refused.IsTransient);
            Assert.Contains(error, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(_slack.BotToken, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_ThatSlackDoesNotKnow_IsNamedAsSuch()
    {
        var refused = await Assert.ThrowsAsync<ChatException>(() => _slack.Connect("xoxb-unknown", TimeSpan.FromSeconds(30)).EnsureRoomAsync(Request(), Token));
        Assert.Contains("token is not valid any more", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Somebody who is still in the room may not be noted as gone.</summary>
    [Fact]
    public async Task Bot_TakenOutOfTheRoom_FailsEveryStepWithThatReason()
    {
        var request = Request(isPrivate: true);
        var room = await _connector.EnsureRoomAsync(request, Token);
        var people = _slack.People(2);
        await _connector.InviteAsync(room, [people[0], _slack.Ann], Token);
        await _slack.KickBotAsync(room);

        foreach (var call in (Func<Task>[])[() => _connector.InviteAsync(room, [people[1]], Token), () => _connector.RemoveAsync(room, people[0], Token), () => _connector.SetTopicAsync(room, "x", Token),
            () => _connector.PostAsync(room, ChatMessage.Plain("x"), Token), () => _connector.ArchiveAsync(room, Token)])
        {
            var refused = await Assert.ThrowsAsync<ChatException>(call);
            Assert.False(refused.IsTransient);
            Assert.Contains("the bot is not in the channel", refused.Message, StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<RoomNameTakenException>(() => _slack.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));
    }

    [Fact]
    public async Task Remove_NotInChannelAsSlackSaysOfThePerson_IsNothing()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        _slack.Proxy.Plan(new(FaultKind.Error, "conversations.kick", Error: "not_in_channel"));
        await _connector.RemoveAsync(room, _slack.People(1)[0], Token);
    }

    [Fact]
    public async Task Room_ThatAPersonArchived_RefusesWhatChangesIt()
    {
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        await _slack.ArchiveAsync(room);

        foreach (var call in (Func<Task>[])[() => _connector.InviteAsync(room, _slack.People(1), Token), () => _connector.SetTopicAsync(room, "x", Token), () => _connector.PostAsync(room, ChatMessage.Plain("x"), Token)])
        {
            var refused = await Assert.ThrowsAsync<ChatException>(call);
            Assert.False(refused.IsTransient);
            Assert.Contains("is_archived", refused.Message, StringComparison.Ordinal);
        }
        await _connector.ArchiveAsync(room, Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StandingRoom_ThatAPersonArchived_IsOpenedAnewByTheNextAttempt(bool byInvite)
    {
        var request = Request() with { Kind = RoomKind.Standing };
        var room = await _connector.EnsureRoomAsync(request, Token);
        await _slack.RenameAsync(room, $"{request.Name}-old");
        await _slack.ArchiveAsync(room);

        var refused = await Assert.ThrowsAsync<ChatException>(() => byInvite ? _connector.InviteAsync(room, _slack.People(1), Token) : _connector.PostAsync(room, ChatMessage.Plain("x"), Token));

        Assert.True(refused.IsTransient, refused.Message);
        Assert.NotEqual(room.Id, (await _connector.EnsureRoomAsync(request, Token)).Id);
    }

    [Fact]
    public async Task Guests_AreNamed_AndTheOthersAreIn()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        var people = _slack.People(4);
        _slack.Proxy.Guests.UnionWith([people[1], people[2]]);

        var outcomes = await _connector.InviteAsync(room, [.. people, "U0NOBODYATALL"], Token);

        Assert.Equal(
            [(people[0], null), (people[1], "is a guest who may not join"), (people[2], "is a guest who may not join"), (people[3], null), ("U0NOBODYATALL", "is not known in Slack")],
            outcomes.Select(o => (o.Handle, o.Problem)));
        Assert.Equal([people[0], people[3]], (await _slack.LookAsync(room)).Members);
    }

    /// <summary>Older answers name nobody: each is asked for alone.</summary>
    [Fact]
    public async Task Invite_RefusedWithoutAName_IsTriedOneByOne()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        var people = _slack.People(2);
        _slack.Proxy.Plan(new(FaultKind.Error, "conversations.invite", Error: "user_not_found"));
        _slack.Proxy.Plan(new(FaultKind.Error, "conversations.invite", Error: "cant_invite"));

        var outcomes = await _connector.InviteAsync(room, people, Token);

        Assert.Equal([(people[0], "may not be invited"), (people[1], null)], outcomes.Select(o => (o.Handle, o.Problem)));
    }

    [Fact]
    public async Task Invite_Many_TakesFewCalls()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        await _connector.InviteAsync(room, ["U0NOBODYATALL", .. _slack.People(230)], Token);
        Assert.Equal(4, _slack.Proxy.Count("conversations.invite"));
    }

    [Fact]
    public async Task Pages_HoldLessThanWasAskedFor_AndAllAreRead()
    {
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        var message = ChatMessage.Plain("brief", request.Marker);
        var posted = await _connector.PostAsync(room, message, Token);
        await _slack.SayAsync(room, "on it", 9);
        _slack.Proxy.LargestPage = 4;

        Assert.Equal(room, await _slack.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));
        Assert.Equal(posted, await _connector.PostAsync(room, message with { MayExist = true }, Token));
        Assert.Equal(3, _slack.Proxy.Count("conversations.history"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"event_type":"classifier_step"}""")]
    [InlineData("""{"event_type":"other","event_payload":{"marker":{"x":1}}}""")]
    [InlineData("""{"event_type":"classifier_step","event_payload":{"marker":7}}""")]
    [InlineData("""{"event_type":7,"event_payload":"x"}""")]
    public async Task Post_AmongMessagesOfOtherApps_IsFound(string metadata)
    {
        var request = Request();
        var room = await _connector.EnsureRoomAsync(request, Token);
        var message = ChatMessage.Plain("brief", request.Marker);
        var posted = await _connector.PostAsync(room, message, Token);
        await _slack.SayAsync(room, ("text", "x"), ("metadata", metadata));

        Assert.Equal(posted, await _connector.PostAsync(room, message with { MayExist = true }, Token));
    }

    /// <summary>A word for which nobody decided what it means would come out one way or the other by chance.</summary>
    [Fact]
    public async Task Invite_EveryWordOfSlack_IsAboutSomebodyOrAboutTheCall()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        var (outcomes, exceptions) = (new List<string>(), new List<string>());
        foreach (var error in SlackDescription.Load().ErrorsOf("conversations.invite"))
        {
            _slack.Proxy.Plan(new(FaultKind.Error, "conversations.invite", Error: error));
            try
            {
                Assert.Single(await _connector.InviteAsync(room, _slack.People(1), Token));
                outcomes.Add(error);
            }
            catch (ChatException)
            {
                exceptions.Add(error);
            }
        }

        Assert.Equal(["already_in_channel", "cant_invite", "cant_invite_self", "no_user", "ura_max_channels", "user_is_bot", "user_is_restricted", "user_is_ultra_restricted", "user_not_found"], outcomes.Order());
        Assert.Contains("too_many_users", exceptions);
    }

    private static IEnumerable<Func<IChatConnector, Task>> Calls(ChatRoom room, RoomRequest request) =>
    [
        c => c.EnsureRoomAsync(request, Token),
        c => c.EnsureRoomAsync(request with { MayExist = true }, Token),
        c => c.InviteAsync(room, ["U0ANN", "U0BEN"], Token),
        c => c.RemoveAsync(room, "U0ANN", Token),
        c => c.SetTopicAsync(room, "topic", Token),
        c => c.PostAsync(room, ChatMessage.Plain("x", "m"), Token),
        c => c.PostAsync(room, ChatMessage.Plain("x", "m") with { MayExist = true }, Token),
        c => c.UpdateAsync(new(room, "1.1"), ChatMessage.Plain("x"), Token),
        c => c.ArchiveAsync(room, Token),
    ];

    private static RoomRequest Request(bool isPrivate = false)
    {
        var own = $"{Guid.NewGuid():N}"[..16];
        return new(RoomKind.Incident, $"inc-{own}", $"incident:{own}:{(isPrivate ? "private" : "public")}", isPrivate);
    }
}
