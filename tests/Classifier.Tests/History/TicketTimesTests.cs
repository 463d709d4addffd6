using Classifier.History;
using Classifier.Tests.Support;

namespace Classifier.Tests.History;

public sealed class TicketTimesTests
{
    [Fact]
    public void Of_CountsFromFilingToTheLastChangeOfTeam_AndToTheEnd()
    {
        var times = TicketTimes.Of(
        [
            Ticket(resolvedAfter: 4),
            Ticket(resolvedAfter: 20, Moved(1, "shop", "net"), Moved(6, "net", "edge"), new(Some.Noon.AddHours(9), "severity", "low", "high")),
            Ticket(resolvedAfter: null, Moved(2, null, "edge")),
            Ticket(resolvedAfter: 2) with { OwningTeam = null },                       // does not say whose it was
            Ticket(resolvedAfter: 2) with { OpenedAt = null },
        ]);

        Assert.Equal(new(3, new(2, 2 * 3600, 6 * 3600), new(2, 4 * 3600, 20 * 3600)), times);
    }

    [Fact]
    public void Of_HistoryWithoutChangesOrEnds_SaysNothing() => Assert.Equal(new(1, null, null), TicketTimes.Of([Ticket(resolvedAfter: null)]));

    [Fact]
    public void ToRightTeam_WhatIsOlderThanTheTicket_IsNoMove() => Assert.Null(TicketTimes.ToRightTeam(Ticket(1, Moved(-1, "shop", "edge"))));

    private static Ticket Ticket(int? resolvedAfter, params TicketChange[] changes) => new()
    {
        Id = "t",
        Title = "t",
        OpenedAt = Some.Noon,
        OwningTeam = "edge",
        ResolvedAt = resolvedAfter is { } hours ? Some.Noon.AddHours(hours) : null,
        Changes = changes,
    };

    private static TicketChange Moved(int after, string? from, string to) => new(Some.Noon.AddHours(after), "owning_team", from, to);
}
