using Classifier.Api.Chat;
using Classifier.Responses;
using CsCheck;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>
/// What a connector promises, the same on every tool. "Another process" is a new connector, and what was cut off is asked for
/// again as the step runner asks, with <c>MayExist</c>.
/// </summary>
public abstract class ConnectorContract : IAsyncLifetime
{
    private const string Unknown = "U0NOBODYATALL";
    private static readonly ChatBlock[] Blocks = [new BriefBlock("Certificate expiry", 0.9, 0.8, 0.5, ["Because of “certificate”"]), new ButtonsBlock([new("Accept", "accept")])];

    private protected ChatWorkspace Workspace { get; private set; } = null!;

    private protected IChatConnector Connector { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Connector = (Workspace = await StartAsync()).Connect();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Workspace.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureRoom_ByAnotherProcess_IsTheSameRoom(bool isPrivate)
    {
        var request = Request(isPrivate: isPrivate);

        var room = await Connector.EnsureRoomAsync(request, Token);

        Assert.Equal((Connector.Name, request.Name), (room.Connector, room.Name));
        Assert.Equal(room, await Workspace.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));
        Assert.Equal(room, await Workspace.Connect().EnsureRoomAsync(request, Token));      // the name is taken: by us
        Assert.Equal(1, await Workspace.CountRoomsAsync(request));
        var seen = await Workspace.LookAsync(room);
        Assert.Equal((request.Name, isPrivate, false), (seen.Name, seen.IsPrivate, seen.IsArchived));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureRoom_NameOfSomebodyElse_IsNeverAdopted(bool mayExist)
    {
        Assert.SkipWhen(Workspace.WhyNoNameIsTaken is not null, Workspace.WhyNoNameIsTaken ?? "");
        var request = Request() with { MayExist = mayExist };
        await Workspace.OpenAsync(request.Name);

        await Assert.ThrowsAsync<RoomNameTakenException>(() => Connector.EnsureRoomAsync(request, Token));

        var next = request with { Name = $"{request.Name}-2" };
        Assert.Equal(next.Name, (await Connector.EnsureRoomAsync(next, Token)).Name);
    }

    [Fact]
    public async Task EnsureRoom_NameOfAnotherRoomOfOurs_IsNotThatRoom()
    {
        Assert.SkipWhen(Workspace.WhyNoNameIsTaken is not null, Workspace.WhyNoNameIsTaken ?? "");
        var request = Request();
        await Connector.EnsureRoomAsync(request, Token);

        await Assert.ThrowsAsync<RoomNameTakenException>(() => Connector.EnsureRoomAsync(request with { Marker = Request().Marker, MayExist = true }, Token));
    }

    [Fact]
    public async Task EnsureRoom_Direct_IsOneRoomWithThePerson()
    {
        var person = Workspace.People(1)[0];
        var request = new RoomRequest(RoomKind.Direct, $"direct-{person.ToLowerInvariant()}", $"direct:{person}", IsPrivate: true) { Handle = person };

        var room = await Connector.EnsureRoomAsync(request, Token);
        var posted = await Connector.PostAsync(room, new("what does not work?", [], $"ask-{Guid.NewGuid()}"), Token);

        Assert.Equal(room, await Workspace.Connect().EnsureRoomAsync(request, Token));
        await Connector.UpdateAsync(posted, ChatMessage.Plain("never mind"), Token);
    }

    [Fact]
    public async Task Pin_Twice_IsPinned()
    {
        Assert.SkipUnless(Connector is IPinsMessages, "the tool pins nothing");
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var posted = await Connector.PostAsync(room, new("brief", Blocks, $"step-{Guid.NewGuid()}"), Token);

        await ((IPinsMessages)Connector).PinAsync(posted, Token);
        await ((IPinsMessages)Connector).PinAsync(posted, Token);
        await Connector.UpdateAsync(posted, new("edited", Blocks), Token);
    }

    [Fact]
    public async Task Bookmark_TwiceAndAnother_IsKept()
    {
        Assert.SkipUnless(Connector is IBookmarksLinks, "the tool keeps no links");
        var room = await Connector.EnsureRoomAsync(Request(), Token);

        foreach (var page in (string[])["inc-7", "inc-7", "inc-8"])
            await ((IBookmarksLinks)Connector).BookmarkAsync(room, page, new($"https://classifier.example/incidents/{page}"), Token);
    }

    [Fact]
    public async Task FindByMail_Nobody_IsNull()
    {
        Assert.SkipUnless(Connector is ILooksUpPeople, "the tool knows nobody by mail address");

        Assert.Null(await ((ILooksUpPeople)Connector).FindByMailAsync("nobody-at-all@example.org", Token));
    }

    [Theory]
    [InlineData(RoomKind.Incident)]
    [InlineData(RoomKind.Standing)]
    public async Task EnsureRoom_RenamedByAPerson_IsFoundByItsMarker(RoomKind kind)
    {
        Assert.SkipWhen(Workspace.WhyNobodyRenames is not null, Workspace.WhyNobodyRenames ?? "");
        var request = Request(kind);
        var room = await Connector.EnsureRoomAsync(request, Token);
        await Workspace.RenameAsync(room, $"{request.Name}-old");

        // Standing rooms are asked for without any attempt before.
        var again = await Workspace.Connect().EnsureRoomAsync(request with { MayExist = kind != RoomKind.Standing }, Token);

        Assert.Equal((room.Id, $"{request.Name}-old"), (again.Id, again.Name));
        Assert.Equal(1, await Workspace.CountRoomsAsync(request));
    }

    [Fact]
    public async Task EnsureRoom_ArchivedByAPerson_IsOpenAfterwards_OrItsNameIsTaken()
    {
        var request = Request();
        var room = await Connector.EnsureRoomAsync(request, Token);
        await Workspace.ArchiveAsync(room);

        if (Connector is IReopensRooms)
        {
            Assert.Equal(room, await Workspace.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));
            Assert.False((await Workspace.LookAsync(room)).IsArchived);
        }
        else
        {
            await Assert.ThrowsAsync<RoomNameTakenException>(() => Workspace.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));
            Assert.NotEqual(room.Id, (await Connector.EnsureRoomAsync(request with { Name = $"{request.Name}-2", MayExist = true }, Token)).Id);
        }
    }

    [Fact]
    public async Task EnsureRoom_PublicAndPrivateOfOneIncident_AreTwoRooms()
    {
        var request = Request();
        var room = await Connector.EnsureRoomAsync(request, Token);

        var secret = await Connector.EnsureRoomAsync(new(RoomKind.Incident, $"{request.Name}-s", $"{request.Marker}-private", IsPrivate: true, MayExist: true), Token);

        Assert.NotEqual(room.Id, secret.Id);
        Assert.Equal((false, true), ((await Workspace.LookAsync(room)).IsPrivate, (await Workspace.LookAsync(secret)).IsPrivate));
    }

    /// <summary>What the plan names rooms is legal on the tool and stays as it is.</summary>
    [Fact]
    public async Task EnsureRoom_NameOfAnyTitle_IsTaken() => await Gen.Select(Gen.String, Gen.Long[1, long.MaxValue]).SampleAsync(async (title, number) =>
    {
        var stem = $"inc-{number}";
        var slug = RoomName.Slug(title, RoomName.MaxLength - stem.Length - 1);
        var request = Request() with { Name = slug.Length == 0 ? stem : $"{stem}-{slug}" };
        Assert.Equal(request.Name, (await Connector.EnsureRoomAsync(request, Token)).Name);
    }, iter: 40, threads: 1);

    /// <summary>Names that operators may write are refused with a reason, or are the same room again; whatever they are.</summary>
    [Fact]
    public async Task EnsureRoom_AnyNameAtAll_IsARoomOrARefusal() => await Gen.OneOf(Gen.String, Gen.String[Gen.Char["aB9-_ .#é"], 0, 90]).SampleAsync(async name =>
    {
        var request = Request() with { Name = name };
        try
        {
            var room = await Connector.EnsureRoomAsync(request, Token);
            Assert.Equal(room.Id, (await Workspace.Connect().EnsureRoomAsync(request with { MayExist = true }, Token)).Id);
        }
        catch (ChatException refused)
        {
            Assert.False(refused.IsTransient, refused.Message);
        }
        catch (RoomNameTakenException)
        {
            // The tool takes two of the names for one.
        }
    }, iter: 40, threads: 1);

    [Fact]
    public async Task Invite_AgainAndTwiceInOne_IsAMemberOnce()
    {
        var room = await Connector.EnsureRoomAsync(Request(isPrivate: true), Token);
        var people = Workspace.People(3);

        await Connector.InviteAsync(room, people.Take(2).ToList(), Token);
        var outcomes = await Workspace.Connect().InviteAsync(room, [.. people, people[0]], Token);

        Assert.All(outcomes, o => Assert.Equal((true, null), (o.IsMember, o.Problem)));
        Assert.Equal(people.Order(), outcomes.Select(o => o.Handle).Distinct().Order());
        Assert.Equal(people.Order(), (await Workspace.LookAsync(room)).Members.Order());
    }

    [Fact]
    public async Task Invite_Nobody_IsNothing() => Assert.Empty(await Connector.InviteAsync(await Connector.EnsureRoomAsync(Request(), Token), [], Token));

    [Fact]
    public async Task Invite_UnknownAndPresentAmongOthers_LeavesNobodyOut()
    {
        Assert.SkipWhen(Workspace.WhyNobodyIsUnknown is not null, Workspace.WhyNobodyIsUnknown ?? "");
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var people = Workspace.People(3);
        await Connector.InviteAsync(room, [people[1]], Token);

        var outcomes = await Connector.InviteAsync(room, [people[0], Unknown, people[1], "", people[2]], Token);

        Assert.Equal(people.Order(), outcomes.Where(o => o is { IsMember: true, Problem: null }).Select(o => o.Handle).Order());
        Assert.Contains(outcomes, o => o is { Handle: Unknown, IsMember: false, Problem: not null });
        Assert.Equal(people.Order(), (await Workspace.LookAsync(room)).Members.Order());
    }

    [Fact]
    public async Task Invite_UnknownAlone_IsAnOutcome()
    {
        Assert.SkipWhen(Workspace.WhyNobodyIsUnknown is not null, Workspace.WhyNobodyIsUnknown ?? "");
        var outcome = Assert.Single(await Connector.InviteAsync(await Connector.EnsureRoomAsync(Request(), Token), [Unknown], Token));
        Assert.Equal((Unknown, false), (outcome.Handle, outcome.IsMember));
    }

    [Fact]
    public async Task Invite_MoreThanOneCallTakes_AreAllIn()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var people = Workspace.People(230);

        var outcomes = await Connector.InviteAsync(room, people, Token);

        Assert.Equal(people, outcomes.Select(o => o.Handle));
        Assert.All(outcomes, o => Assert.True(o.IsMember));
        Assert.Equal(people.Order(), (await Workspace.LookAsync(room)).Members.Order());
    }

    [Fact]
    public async Task Remove_AgainUnknownAndNeverThere_IsNothing()
    {
        var room = await Connector.EnsureRoomAsync(Request(isPrivate: !Workspace.PeopleLeavePublicRooms), Token);
        var people = Workspace.People(3);
        await Connector.InviteAsync(room, [people[0], people[1]], Token);

        await Connector.RemoveAsync(room, people[0], Token);
        await Workspace.Connect().RemoveAsync(room, people[0], Token);
        await Connector.RemoveAsync(room, people[2], Token);
        await Connector.RemoveAsync(room, Unknown, Token);

        Assert.Equal([people[1]], (await Workspace.LookAsync(room)).Members);
        Assert.True(Assert.Single(await Connector.InviteAsync(room, [people[0]], Token)).IsMember);
    }

    [Theory]
    [InlineData("inc-1042 · high · Edge delivery", 1)]
    [InlineData("a <b> & c", 1)]
    [InlineData("😀", 200)]
    public async Task SetTopic_OfAnyLength_IsShownAsFarAsItFits(string text, int times)
    {
        var (room, topic) = (await Connector.EnsureRoomAsync(Request(), Token), string.Concat(Enumerable.Repeat(text, times)));

        await Connector.SetTopicAsync(room, topic, Token);
        await Workspace.Connect().SetTopicAsync(room, topic, Token);

        AssertShown(topic, (await Workspace.LookAsync(room)).Topic);
    }

    [Fact]
    public async Task Post_AgainByAnotherProcess_IsThereOnce()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var message = new ChatMessage("Certificate expiry", Blocks, Marker());

        var posted = await Connector.PostAsync(room, message, Token);
        var again = await Workspace.Connect().PostAsync(room, message with { MayExist = true }, Token);

        Assert.Equal(posted, again);
        Assert.Equal([new("Certificate expiry", true)], (await Workspace.LookAsync(room)).Posts);
    }

    [Fact]
    public async Task Post_WithoutMarkerOrWithAnother_IsAnotherPost()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        foreach (var message in (ChatMessage[])[ChatMessage.Plain("x"), ChatMessage.Plain("x"), ChatMessage.Plain("x", Marker()), ChatMessage.Plain("x", Marker()) with { MayExist = true }])
            await Connector.PostAsync(room, message, Token);

        Assert.Equal(4, (await Workspace.LookAsync(room)).Posts.Count);
    }

    [Fact]
    public async Task Post_AgainAfterMuchTalk_IsThereOnce()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var message = ChatMessage.Plain("Certificate expiry", Marker());
        var posted = await Connector.PostAsync(room, message, Token);
        await Workspace.SayAsync(room, "on it", 250);

        Assert.Equal(posted, await Connector.PostAsync(room, message with { MayExist = true }, Token));
    }

    [Theory]
    [InlineData("<!channel> <@U1> & *b* &amp; `c` \"d\"", 1)]
    [InlineData("line\n\n  line\t…\n", 1)]
    [InlineData("&😀<é", 12_000)]
    [InlineData("x😀&<", 12_001)]
    [InlineData("😀", 30_001)]
    public async Task Post_OfAnyLength_IsShownAsWrittenAsFarAsItFits(string text, int times)
    {
        var (room, whole) = (await Connector.EnsureRoomAsync(Request(), Token), string.Concat(Enumerable.Repeat(text, times)));

        await Connector.PostAsync(room, ChatMessage.Plain(whole, Marker()), Token);

        AssertShown(whole, Assert.Single((await Workspace.LookAsync(room)).Posts).Text);
    }

    [Fact]
    public async Task Update_ToTextAlone_LeavesNothingOfTheOldOne_AndItIsStillFound()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        var message = new ChatMessage("Certificate expiry", Blocks, Marker());
        var posted = await Connector.PostAsync(room, message, Token);

        await Connector.UpdateAsync(posted, ChatMessage.Plain("Resolved"), Token);
        await Workspace.Connect().UpdateAsync(posted, ChatMessage.Plain("Resolved"), Token);

        Assert.Equal([new("Resolved", false)], (await Workspace.LookAsync(room)).Posts);
        Assert.Equal(posted, await Workspace.Connect().PostAsync(room, message with { MayExist = true }, Token));
    }

    [Fact]
    public async Task Archive_Again_IsNothing_AndWhatWasSaidStays()
    {
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        await Connector.PostAsync(room, ChatMessage.Plain("Certificate expiry", Marker()), Token);

        await Connector.ArchiveAsync(room, Token);
        await Workspace.Connect().ArchiveAsync(room, Token);

        var seen = await Workspace.LookAsync(room);
        Assert.True(seen.IsArchived);
        Assert.Equal("Certificate expiry", Assert.Single(seen.Posts).Text);
    }

    [Fact]
    public async Task Reopen_ThatIsClosedAndThatIsOpen_IsOpen()
    {
        Assert.SkipUnless(Connector is IReopensRooms, "the tool lets nobody open a closed room again");
        var room = await Connector.EnsureRoomAsync(Request(), Token);
        await Connector.ArchiveAsync(room, Token);

        await ((IReopensRooms)Connector).ReopenAsync(room, Token);
        await ((IReopensRooms)Connector).ReopenAsync(room, Token);

        Assert.False((await Workspace.LookAsync(room)).IsArchived);
    }

    [Fact]
    public async Task ListRooms_NamesOursThatAreOpen()
    {
        Assert.SkipUnless(Connector is IListsRooms, "the tool's rooms are those that we know");
        var (open, secret, closed) = (Request(), Request(isPrivate: true), Request());
        await Workspace.OpenAsync($"{open.Name}-theirs");
        var rooms = new List<ChatRoom>();
        foreach (var request in (RoomRequest[])[open, secret, closed])
            rooms.Add(await Connector.EnsureRoomAsync(request, Token));
        await Connector.ArchiveAsync(rooms[2], Token);

        var listed = new List<MarkedRoom>();
        await foreach (var room in ((IListsRooms)Workspace.Connect()).ListRoomsAsync(Token))
            listed.Add(room);

        Assert.Equal([new(rooms[0], open.Marker, false), new(rooms[1], secret.Marker, true)], listed);
    }

    /// <summary>A process that is killed after any step, over and over.</summary>
    [Fact]
    public async Task EveryStep_RepeatedByAnotherProcess_ChangesNothing()
    {
        var (request, people) = (Request(), Workspace.People(2));
        Func<IChatConnector, bool, ChatRoom, Task>[] steps =
        [
            (c, _, room) => c.InviteAsync(room, people, Token),
            (c, _, room) => c.SetTopicAsync(room, "topic", Token),
            (c, again, room) => c.PostAsync(room, ChatMessage.Plain("brief", $"{request.Marker}-brief") with { MayExist = again }, Token),
            (c, _, room) => c.RemoveAsync(room, people[1], Token),
            (c, again, room) => c.PostAsync(room, ChatMessage.Plain("note", $"{request.Marker}-note") with { MayExist = again }, Token),
        ];
        for (var step = 0; step < steps.Length; step++)
        {
            foreach (var again in (bool[])[step > 0, true])
            {
                var connector = Workspace.Connect();
                await steps[step](connector, again, await connector.EnsureRoomAsync(request with { MayExist = again }, Token));
            }
        }

        Assert.Equal(1, await Workspace.CountRoomsAsync(request));
        var seen = await Workspace.LookAsync(await Connector.EnsureRoomAsync(request with { MayExist = true }, Token));
        Assert.Equal("topic", seen.Topic);
        Assert.Equal(Workspace.PeopleLeavePublicRooms ? people.Take(1) : people, seen.Members);
        Assert.Equal(["brief", "note"], seen.Posts.Select(p => p.Text));
    }

    private protected abstract Task<ChatWorkspace> StartAsync();

    /// <summary>A room that no other test has.</summary>
    private protected static RoomRequest Request(RoomKind kind = RoomKind.Incident, bool isPrivate = false)
    {
        var own = $"{Guid.NewGuid():N}"[..16];
        return new(kind, $"inc-{own}", $"incident:{own}:{(isPrivate ? "private" : "public")}", isPrivate);
    }

    private protected static string Marker() => $"step-{Guid.NewGuid():N}";

    /// <summary>All of it, or its beginning with a sign that more was there; no half characters.</summary>
    private static void AssertShown(string whole, string shown)
    {
        if (shown == whole)
            return;
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.True(shown.Length > 100 && whole.StartsWith(shown[..^1], StringComparison.Ordinal), $"ends with: {shown[^20..]}");
    }
}
