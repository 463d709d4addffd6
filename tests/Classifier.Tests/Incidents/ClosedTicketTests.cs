using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Tests.Support;

namespace Classifier.Tests.Incidents;

public sealed class ClosedTicketTests
{
    private static readonly Incident Ended = Some.Incident(decision: DecisionKind.Suggest) with { State = IncidentState.Resolved, ResolvedAt = Some.Noon.AddHours(1) };

    [Theory]
    [InlineData(DecisionKind.Act, AnswerSource.Model, "edge")]
    [InlineData(DecisionKind.Suggest, AnswerSource.Person, "edge")]
    [InlineData(DecisionKind.Suggest, AnswerSource.Model, null)]
    [InlineData(DecisionKind.Triage, AnswerSource.Model, null)]
    public void Of_Owner_IsToldWhereItWasConfirmedOrActedOn(DecisionKind decision, AnswerSource source, string? expected) =>
        Assert.Equal(expected, ClosedTicket.Of(Ended with { Decision = decision, OwningTeam = Ended.OwningTeam with { Source = source } }, Some.Alert(), null, [])!.OwningTeam);

    [Theory]
    [InlineData(true, AnswerSource.Model, "certificate-expiry")]
    [InlineData(false, AnswerSource.Model, null)]
    [InlineData(false, AnswerSource.Person, "certificate-expiry")]
    public void Of_Type_IsToldWhereItWasLikelyOrSaid(bool isLikely, AnswerSource source, string? expected) =>
        Assert.Equal(expected, ClosedTicket.Of(Ended with { IssueType = Ended.IssueType with { Source = source, IsLikely = isLikely } }, Some.Alert(), null, [])!.IssueType);

    [Fact]
    public void Of_WhatOthersMayNotSeeOrIsNoHistory_IsNull()
    {
        Assert.NotNull(ClosedTicket.Of(Ended, Some.Alert(), null, []));
        Assert.Null(ClosedTicket.Of(Ended with { IsPrivate = true }, Some.Alert(), null, []));
        Assert.Null(ClosedTicket.Of(Ended with { IsNoIncident = true }, Some.Alert(), null, []));
        Assert.Null(ClosedTicket.Of(Ended with { State = IncidentState.Merged }, Some.Alert(), null, []));
        Assert.Null(ClosedTicket.Of(Ended with { State = IncidentState.Acknowledged }, Some.Alert(), null, []));
    }
}
