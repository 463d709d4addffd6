using Classifier.Faults.Chat;
using Classifier.Faults.Ledger;

namespace Classifier.Api.Tests.Faults;

/// <summary>A ledger's zeros count only because it finds what is planted.</summary>
public sealed class AlertLedgerTests
{
    private readonly AlertLedger _ledger = new();
    private readonly FakeWorkspace _workspace = new();
    private readonly List<StoredAlert> _alerts = [];
    private readonly List<StoredRoom> _rooms = [];
    private readonly List<StoredIncident> _incidents = [];

    public AlertLedgerTests()
    {
        foreach (var number in (long[])[1001, 1002, 1003])
        {
            _ledger.Acknowledge($"a-{number}");
            _alerts.Add(new($"a-{number}", "decided"));
            _rooms.Add(new(number, OpenRoom(number, $"inc-{number}").Id));
            _incidents.Add(new(number, $"key-{number}"));
        }
        Open("triage", "standing:triage");
    }

    [Fact]
    public void Check_AllThereOnce_IsClean()
    {
        Assert.Equal("3 acknowledged, 3 rooms, 0 lost, 0 stuck, 0 doubled, 0 without a room, 0 orphans", Report().ToString());
        Assert.True(Report().IsClean);
    }

    [Fact]
    public void Check_AcknowledgedAlertThatIsNotStored_IsLost()
    {
        _alerts.RemoveAt(1);
        Assert.Equal(["a-1002"], Report().Lost);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("dead")]
    public void Check_AlertThatIsNotDecided_IsStuck(string state)
    {
        _alerts[2] = _alerts[2] with { State = state };
        Assert.Equal(["a-1003"], Report().Stuck);
    }

    [Fact]
    public void Check_SecondIncidentOfAKey_IsDoubled()
    {
        _incidents.Add(new(1004, "key-1002"));
        Assert.Equal(["incidents inc-1002 and inc-1004 of key-1002"], Report().Doubled);
    }

    [Fact]
    public void Check_SecondRoomOfAnIncident_IsDoubled()
    {
        _rooms.Add(new(1001, OpenRoom(1001, "inc-1001-2").Id));
        Assert.Equal(["rooms inc-1001 and inc-1001-2"], Report().Doubled);
    }

    [Fact]
    public void Check_SamePostTwice_IsDoubled()
    {
        var room = _workspace.Channels[0];
        _workspace.Post(room, "brief", "step-7");
        _workspace.Post(room, "brief", "step-7");
        Assert.Equal(["post step-7 in inc-1001"], Report().Doubled);
    }

    [Fact]
    public void Check_RoomThatTheServiceDoesNotKnow_IsAnOrphan()
    {
        OpenRoom(1004, "inc-1004");
        Assert.Equal(["inc-1004"], Report().Orphans);
    }

    [Fact]
    public void Check_RoomThatIsNotThere_IsMissing()
    {
        _rooms.Add(new(1005, "C404"));
        _rooms.Add(new(1006, ""));
        Assert.Equal(["inc-1005", "inc-1006"], Report().Missing);
    }

    private LedgerReport Report() => _ledger.Check(new(_alerts, _rooms, _incidents), Effects.Of(_workspace));

    private FakeChannel OpenRoom(long incident, string name) => Open(name, $"incident:{incident}:public");

    private FakeChannel Open(string name, string marker)
    {
        var channel = _workspace.Create(name, isPrivate: false, FakeWorkspace.Bot).Channel!;
        channel.Purpose = $"Opened by the incident classifier ({marker})";
        return channel;
    }
}
