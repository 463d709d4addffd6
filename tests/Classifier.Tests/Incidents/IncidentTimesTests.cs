using Classifier.Incidents;
using Classifier.Tests.Support;

namespace Classifier.Tests.Incidents;

public sealed class IncidentTimesTests
{
    [Fact]
    public void Of_TakesTheFirstOfEach_AndTheLastEnd()
    {
        var incident = Some.Incident() with { ResolvedAt = Some.Noon.AddMinutes(90) };
        TimelineEvent[] timeline =
        [
            At(0, "classifier", TimelineWords.Opened),
            At(4, "classifier", TimelineWords.RoomOpened),
            At(3, "classifier", TimelineWords.RoomOpened),          // another tool was quicker
            At(60, "ingrid", TimelineWords.Joined),                 // triage, who passes it on
            At(100, "ingrid", TimelineWords.Acknowledged),
            At(140, "ingrid", TimelineWords.Reassigned),
            At(150, "classifier", TimelineWords.Invited),
            At(240, "ola", TimelineWords.Joined),
            At(300, "ola", TimelineWords.Acknowledged),
            At(1800, "ola", TimelineWords.Resolved),
            At(2000, "classifier", TimelineWords.Reopened),
        ];

        Assert.Equal(new(Seconds(3), Seconds(240), Seconds(100), TimeSpan.FromMinutes(90)), IncidentTimes.Of(incident, timeline, new HashSet<string> { "ola", "kari" }));
    }

    [Fact]
    public void Of_WhatHasNotHappened_IsNull() =>
        Assert.Equal(new(null, null, null, null), IncidentTimes.Of(Some.Incident(), [At(0, "classifier", TimelineWords.Opened), At(5, "ingrid", TimelineWords.Joined)], new HashSet<string> { "ola" }));

    [Fact]
    public void Of_WhoLooksInAfterTheEnd_HasNotCome()
    {
        var incident = Some.Incident() with { ResolvedAt = Some.Noon.AddSeconds(30) };

        Assert.Null(IncidentTimes.Of(incident, [At(31, "ola", TimelineWords.Joined)], new HashSet<string> { "ola" }).RightResponder);
        Assert.Equal(Seconds(30), IncidentTimes.Of(incident, [At(30, "ola", TimelineWords.Resolved)], new HashSet<string> { "ola" }).RightResponder);
    }

    [Fact]
    public void Of_AnEventBeforeItsFirstAlert_TookNoTime() =>
        Assert.Equal(TimeSpan.Zero, IncidentTimes.Of(Some.Incident(), [At(-5, "classifier", TimelineWords.RoomOpened)], new HashSet<string>()).Room);

    private static TimelineEvent At(int seconds, string who, string what) => IncidentMachine.Event(Some.Noon.AddSeconds(seconds), who, what, "");

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
