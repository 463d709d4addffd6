using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Scoring;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteIncidentStoreTests : IncidentStoreTests<SqliteFile>;

public sealed class PostgresIncidentStoreTests : IncidentStoreTests<PostgresTestDatabase>;

public sealed class SqlServerIncidentStoreTests : IncidentStoreTests<SqlServerTestDatabase>;

public abstract class IncidentStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private IncidentStore _incidents = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _incidents = new(Database);
    }

    [Fact]
    public async Task Find_RoundTrip_IsWhatWasAdded()
    {
        var incident = Some.Incident(1001, isPrivate: true) with
        {
            Title = "Übergröße 🔥 \0",
            IssueType = new("disk-full", 0.75, AnswerSource.Person, "ann", Some.Noon, IsLikely: true),
            AcknowledgedAt = Some.Noon.AddMinutes(1),
            ResolvedAt = Some.Noon.AddMinutes(2),
            ModelVersion = "v",
            AlertCount = 7,
            HasRoom = true,
        };
        await AddAsync(incident);

        Assert.Equivalent(incident with { Title = "Übergröße 🔥 \uFFFD" }, await _incidents.FindAsync(1001, Token), strict: true);
        Assert.Null(await _incidents.FindAsync(1002, Token));
    }

    [Fact]
    public async Task Evidence_OfWhatHasBecomePrivate_IsLeftOut()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002, isPrivate: true) with { DedupKey = "k2" });
        var similar = new[] { "inc-1001", "inc-1002", "INC-77" }.Select(id => new SimilarIncident(id, 0.9, "Disk full", "edge", "disk-full", Some.Noon, null, null, null, [])).ToList();
        await WriteAsync(t => _incidents.AddAsync(t, Some.Incident(1003) with { DedupKey = "k3" }, new(Guid.NewGuid(), Some.Alert(), Some.Scores() with { Similar = similar }, [])));

        Assert.Equal(["inc-1001", "INC-77"], (await _incidents.EvidenceAsync(1003, Token)).Scores.Similar.Select(s => s.Id));
    }

    [Fact]
    public async Task Moments_AreWhatPeopleDidAndRooms_OfTheNamedIncidentsAlone()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002) with { DedupKey = "k2" });
        foreach (var number in (long[])[1001, 1002])
        {
            await WriteAsync(t => _incidents.AddEventsAsync(t, number,
            [
                IncidentMachine.Event(Some.Noon, TimelineWords.Classifier, TimelineWords.Decided, ""),
                IncidentMachine.Event(Some.Noon.AddSeconds(1), TimelineWords.Classifier, TimelineWords.RoomOpened, "r on builtin"),
                IncidentMachine.Event(Some.Noon.AddSeconds(2), "ann", TimelineWords.Joined, ""),
            ]));
        }

        var moments = await _incidents.MomentsAsync([1002], Token);

        Assert.Equal([TimelineWords.RoomOpened, TimelineWords.Joined], moments[1002].OrderBy(e => e.At).Select(e => e.What));
        Assert.Equal(("ann", Some.Noon.AddSeconds(2)), moments[1002].Where(e => e.What == TimelineWords.Joined).Select(e => (e.Who, e.At)).Single());
        Assert.Empty(moments[1001]);
    }

    [Fact]
    public async Task List_OpenedSince_LeavesOlderOnesOut()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002) with { DedupKey = "k2", OpenedAt = Some.Noon.AddHours(1) });

        Assert.Equal([1002], (await _incidents.ListAsync(new([], null, 10, OpenedSince: Some.Noon.AddSeconds(1)), Token)).Select(i => i.Number));
        Assert.Equal([1002, 1001], (await _incidents.ListAsync(new([], null, 10, OpenedSince: Some.Noon), Token)).Select(i => i.Number));
    }

    [Fact]
    public async Task FindOpen_AndEpisodes_OfOneKey()
    {
        var key = Fingerprint.KeyHash("api", "k");
        Assert.Equal((null, null, 1), await OfKeyAsync(key));
        var incident = Some.Incident(1001);
        await AddAsync(incident);
        Assert.Equal((1001, 1001, 2), await OfKeyAsync(key));

        var (ended, _) = IncidentMachine.Apply(incident, new IncidentResolved(Some.Noon, "ann", ""));
        await WriteAsync(t => _incidents.UpdateAsync(t, ended));

        Assert.Equal((null, 1001, 2), await OfKeyAsync(key));
    }

    [Fact]
    public async Task NextNumber_StartsAt1001AndRises()
    {
        var first = await Database.WriteAsync(_incidents.NextNumberAsync, Token);
        await AddAsync(Some.Incident(first));

        Assert.Equal(1001, first);
        Assert.Equal(1002, await Database.WriteAsync(_incidents.NextNumberAsync, Token));
    }

    [Fact]
    public async Task Update_ChangedMeanwhile_IsFenced()
    {
        var incident = Some.Incident(1001);
        await AddAsync(incident);
        await WriteAsync(t => _incidents.UpdateAsync(t, incident with { AlertCount = 2, Version = incident.Version + 1 }));

        await Assert.ThrowsAsync<FencedException>(() => WriteAsync(t => _incidents.UpdateAsync(t, incident with { AlertCount = 3, Version = incident.Version + 1 })));

        Assert.Equal(2, (await _incidents.FindAsync(1001, Token))!.AlertCount);
    }

    [Fact]
    public async Task FindAndUpdate_ManyAtOnce_NothingIsLostAndNobodyIsFenced()
    {
        await AddAsync(Some.Incident(1001));
        IDatabase[] nodes = [Database, await OpenAsync(), await OpenAsync()];
        var before = (await _incidents.FindAsync(1001, Token))!.AlertCount;

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => nodes[i % nodes.Length].WriteAsync(async t =>
        {
            var incident = (await _incidents.FindAsync(t, 1001))!;
            await _incidents.UpdateAsync(t, incident with { AlertCount = incident.AlertCount + 1, Version = incident.Version + 1 });
            await _incidents.AddEventsAsync(t, 1001, [IncidentMachine.Event(Some.Noon, "ann", TimelineWords.Joined, "")]);
            return true;
        }, Token)));

        Assert.Equal(before + 30, (await _incidents.FindAsync(1001, Token))!.AlertCount);
        Assert.Equal(30, (await _incidents.TimelineAsync(1001, Token)).Count);
    }

    [Fact]
    public async Task FindOpenOrAdd_ManyAtOnce_OpensOneEpisode()
    {
        var key = Fingerprint.KeyHash("api", "k");
        IDatabase[] nodes = [Database, await OpenAsync(), await OpenAsync()];

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => nodes[i % nodes.Length].WriteAsync(async t =>
        {
            if (await _incidents.FindOpenAsync(t, key, isPrivate: false) is { } open)
                return open.Number;
            var incident = Some.Incident(await _incidents.NextNumberAsync(t)) with { Episode = await _incidents.NextEpisodeAsync(t, key) };
            await _incidents.AddAsync(t, incident, Evidence());
            return incident.Number;
        }, Token)));

        Assert.Single(numbers.Distinct());
        Assert.Equal(1, Assert.Single(await _incidents.ListAsync(new([], null, 10), Token)).Episode);
    }

    [Fact]
    public async Task SetFiringAndSetEnded_CountWhatStillFires()
    {
        await AddAsync(Some.Incident(1001));

        await FiresAsync(1001, Key("k", "a"));
        await FiresAsync(1001, Key("k", "b"));
        await FiresAsync(1001, Key("k", "b"));
        await FiresAsync(1001, Key("other"));

        Assert.Equal(2, await EndsAsync(Key("k", "a")));
        Assert.Equal(2, await EndsAsync(Key("k", "never seen")));
        Assert.Equal(1, await EndsAsync(Key("k")));
        Assert.Equal(0, await EndsAsync(Key("other")));

        Task<int> EndsAsync(AlertKey key) => Database.WriteAsync(t => _incidents.SetEndedAsync(t, 1001, key), Token);
    }

    [Fact]
    public async Task FindOpenWith_RatherTheVeryAlert_ThenTheKeysOwn_NeverAStorm()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002) with { DedupKey = "other" });
        await AddAsync(Some.Incident(1003) with { DedupKey = "storm", Source = "storm" });
        await FiresAsync(1001, Key("k", "a"));
        await FiresAsync(1002, Key("k", "b"));
        await FiresAsync(1003, Key("stormy"));

        Assert.Equal((1001, 1002, 1001), (await WithAsync(Key("k", "a")), await WithAsync(Key("k", "b")), await WithAsync(Key("k", "c"))));
        Assert.Null(await WithAsync(Key("stormy")));
        Assert.Equal([1001, 1002], await Database.WriteAsync(async t => (await _incidents.FindAllOpenWithAsync(t, Key("k").Hash)).Select(i => i.Number), Token));

        var (ended, _) = IncidentMachine.Apply((await _incidents.FindAsync(1002, Token))!, new IncidentResolved(Some.Noon, "ann", ""));
        await WriteAsync(t => _incidents.UpdateAsync(t, ended));
        Assert.Equal(1001, await WithAsync(Key("k", "b")));
        Assert.Equal(1002, await Database.WriteAsync(async t => (await _incidents.FindLastAsync(t, Key("k").Hash, isPrivate: false))?.Number, Token));

        Task<long?> WithAsync(AlertKey key) => Database.WriteAsync(async t => (await _incidents.FindOpenWithAsync(t, key, isPrivate: false))?.Number, Token);
    }

    [Fact]
    public async Task CopyMembersAndMoveMember_TakeAlertsElsewhere()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002) with { DedupKey = "other" });
        await FiresAsync(1001, Key("k"));
        await FiresAsync(1002, Key("other"));

        await WriteAsync(t => _incidents.CopyMembersAsync(t, 1001, 1002));
        Assert.Equal((1, 2), (await CountAsync(1001), await CountAsync(1002)));
        await WriteAsync(t => _incidents.MoveMemberAsync(t, 1002, 1001, Key("other")));
        Assert.Equal((2, 1), (await CountAsync(1001), await CountAsync(1002)));
        Assert.True(await Database.WriteAsync(t => _incidents.HasMemberAsync(t, 1001, Key("other")), Token));

        Task<int> CountAsync(long incident) => Database.WriteAsync(t => _incidents.CountFiringAsync(t, incident), Token);
    }

    [Fact]
    public async Task SavePair_TheLastWordCounts_InWhicheverOrder()
    {
        await AddAsync(Some.Incident(1001));
        var (a, b) = (Key("a").Hash, Key("b").Hash);

        await WriteAsync(t => _incidents.SavePairAsync(t, a, b, new(true, 1001), "ann", Some.Noon));
        Assert.Equal(new SaidOfKeys(true, 1001), await PairAsync(b, a));
        await WriteAsync(t => _incidents.SavePairAsync(t, b, a, new(false, 1001), "ann", Some.Noon));

        Assert.Equal(new SaidOfKeys(false, 1001), await PairAsync(a, b));
        Assert.Null(await PairAsync(a, Key("c").Hash));

        Task<SaidOfKeys?> PairAsync(byte[] first, byte[] second) => Database.WriteAsync(t => _incidents.FindPairAsync(t, first, second), Token);
    }

    [Fact]
    public async Task Recent_OpenSince_PublicOrPrivate_NewestFirst()
    {
        for (var i = 0; i < 4; i++)
            await AddAsync(Some.Incident(1001 + i, isPrivate: i == 2) with { DedupKey = $"k{i}", OpenedAt = Some.Noon.AddMinutes(i) });

        Assert.Equal([1004, 1002], await Database.WriteAsync(async t => (await _incidents.RecentAsync(t, Some.Noon.AddMinutes(1), isPrivate: false, 10)).Select(i => i.Number), Token));
        Assert.Equal([1004], await Database.WriteAsync(async t => (await _incidents.RecentAsync(t, Some.Noon, isPrivate: false, 1)).Select(i => i.Number), Token));
        Assert.Equal([1003], await Database.WriteAsync(async t => (await _incidents.RecentAsync(t, Some.Noon, isPrivate: true, 10)).Select(i => i.Number), Token));
    }

    [Fact]
    public async Task Update_MergedAndSnoozed_RoundTrip()
    {
        await AddAsync(Some.Incident(1001));
        await AddAsync(Some.Incident(1002) with { DedupKey = "other" });
        var changed = (await _incidents.FindAsync(1001, Token))! with { State = IncidentState.Merged, MergedInto = 1002, SnoozedUntil = Some.Noon.AddHours(2), Version = 1 };

        await WriteAsync(t => _incidents.UpdateAsync(t, changed));

        Assert.Equal(changed, await _incidents.FindAsync(1001, Token));
    }

    [Fact]
    public async Task SaveRoomAndSaveResponder_Again_Replace()
    {
        await AddAsync(Some.Incident(1001));
        var room = new IncidentRoom(1001, "builtin", "inc-1001-x", 0, false, null, RoomState.Planned, null);
        var ann = new Responder(1001, "ann", "owner", "on call", Some.Noon, null, null, null);
        var open = room with { Name = "inc-1001-y", NameAttempt = 1, ExternalId = "r1", State = RoomState.Open, OpenedAt = Some.Noon };

        await WriteAsync(async t =>
        {
            await _incidents.SaveRoomAsync(t, room);
            await _incidents.SaveRoomAsync(t, open);
            await _incidents.SaveResponderAsync(t, ann with { Person = "zoe" });
            await _incidents.SaveResponderAsync(t, ann);
            await _incidents.SaveResponderAsync(t, ann with { JoinedAt = Some.Noon });
            Assert.Equal(["zoe", "ann"], (await _incidents.RespondersAsync(t, 1001)).Select(r => r.Person));
        });

        Assert.Equal([open], await _incidents.RoomsAsync([1001, 1002], Token));
        Assert.Equal([ann with { Person = "zoe" }, ann with { JoinedAt = Some.Noon }], await _incidents.RespondersAsync([1001], Token));
        Assert.Equal((1001, null), (await _incidents.FindByRoomAsync("builtin", "r1", Token), await _incidents.FindByRoomAsync("slack", "r1", Token)));
    }

    [Fact]
    public async Task FindByRoom_OfOneThatWasMadePrivate_IsItsPrivateRoomAlone()
    {
        var incident = Some.Incident(1001);
        await AddAsync(incident);
        var room = new IncidentRoom(1001, "builtin", "inc-1001-x", 0, false, "before", RoomState.Open, Some.Noon);
        await WriteAsync(async t =>
        {
            await _incidents.SaveRoomAsync(t, room);
            await _incidents.SaveRoomAsync(t, room with { Name = "inc-1001", ExternalId = "after", IsPrivate = true });
        });
        Assert.Equal((1001, null), (await _incidents.FindByRoomAsync("builtin", "before", Token), await _incidents.FindByRoomAsync("builtin", "after", Token)));

        await WriteAsync(t => _incidents.UpdateAsync(t, incident with { IsPrivate = true, Version = incident.Version + 1 }));

        Assert.Equal((null, 1001), (await _incidents.FindByRoomAsync("builtin", "before", Token), await _incidents.FindByRoomAsync("builtin", "after", Token)));
    }

    [Fact]
    public async Task List_ByStatePageAndTime()
    {
        for (var number = 1001; number <= 1004; number++)
            await AddAsync(Some.Incident(number) with { DedupKey = $"k{number}" });
        foreach (var (number, at) in ((long, DateTimeOffset)[])[(1001, Some.Noon), (1002, Some.Noon.AddHours(2))])
        {
            var (ended, _) = IncidentMachine.Apply((await _incidents.FindAsync(number, Token))!, new IncidentResolved(at, "ann", ""));
            await WriteAsync(t => _incidents.UpdateAsync(t, ended));
        }

        Assert.Equal([1004, 1003, 1002, 1001], await NumbersAsync(new([], null, 10)));
        Assert.Equal([1003, 1002], await NumbersAsync(new([], 1004, 2)));
        Assert.Equal([1004, 1003], await NumbersAsync(new([IncidentState.Open, IncidentState.Acknowledged], null, 10)));
        Assert.Equal([1004, 1003, 1002], await NumbersAsync(new([], null, 10, Some.Noon.AddHours(1))));

        async Task<IEnumerable<long>> NumbersAsync(IncidentQuery query) => (await _incidents.ListAsync(query, Token)).Select(i => i.Number);
    }

    [Fact]
    public async Task Timeline_WhatAPrivateIncidentWasToldOfOthers_IsNotThereOnceItIsPublic()
    {
        var hidden = Some.Incident(1001) with { IsPrivate = true };
        await AddAsync(hidden);
        foreach (var what in (string[])[TimelineWords.Beside, TimelineWords.Joined])
            await WriteAsync(t => _incidents.AddEventsAsync(t, 1001, [IncidentMachine.Event(Some.Noon, "ann", what, "inc-1002")]));
        Assert.Equal([TimelineWords.Beside, TimelineWords.Joined], (await _incidents.TimelineAsync(1001, Token)).Select(e => e.What));

        await WriteAsync(t => _incidents.UpdateAsync(t, hidden with { IsPrivate = false, Version = hidden.Version + 1 }));

        Assert.Equal([TimelineWords.Joined], (await _incidents.TimelineAsync(1001, Token)).Select(e => e.What));
    }

    [Fact]
    public async Task Timeline_OfOneInstant_StaysInTheOrderOfWriting()
    {
        await AddAsync(Some.Incident(1001));
        for (var i = 0; i < 20; i++)
            await WriteAsync(t => _incidents.AddEventsAsync(t, 1001, [IncidentMachine.Event(Some.Noon, "ann", "said", $"{i}")]));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), (await _incidents.TimelineAsync(1001, Token)).Select(e => e.Why));
    }

    private static AlertKey Key(string key, string? instance = null) => new(Fingerprint.KeyHash("api", key), instance);

    private Task<bool> FiresAsync(long incident, AlertKey key) => WriteAsync(t => _incidents.SetFiringAsync(t, incident, key));

    private static IncidentEvidence Evidence() => new(Guid.NewGuid(), Some.Alert(), Some.Scores(), []);

    private Task<bool> AddAsync(Incident incident) => WriteAsync(t => _incidents.AddAsync(t, incident, Evidence()));

    private Task<(long? Open, long? Newest, int Next)> OfKeyAsync(byte[] key) => Database.WriteAsync(async t =>
        ((await _incidents.FindOpenAsync(t, key, isPrivate: false))?.Number, await _incidents.FindNewestAsync(t, key), await _incidents.NextEpisodeAsync(t, key)), Token);
}
