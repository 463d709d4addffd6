using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Tests.Support;

namespace Classifier.Tests.Incidents;

public sealed class NewEvidenceTests
{
    [Theory]
    [InlineData(0.70, 0.20, "shop")]
    [InlineData(0.70, 0.61, null)]       // within the margin
    [InlineData(0.55, 0.20, null)]       // not sure enough to be suggested
    public void Leader_AnotherTeam_OnlyByAMarginAndSureEnough(double shop, double edge, string? expected) =>
        Assert.Equal(expected, NewEvidence.Leader(Some.Incident(), Decided(shop, edge))?.Team);

    [Theory]
    [InlineData(AnswerSource.Person)]
    [InlineData(AnswerSource.Rule)]
    public void Leader_AnswerOfAPersonOrARule_IsNeverQuestioned(AnswerSource source) =>
        Assert.Null(NewEvidence.Leader(Some.Incident() with { OwningTeam = new("edge", 0.9, source) }, Decided(0.97, 0.01)));

    [Fact]
    public void Leader_SameTeamOrClosed_IsNone()
    {
        Assert.Null(NewEvidence.Leader(Some.Incident(team: "shop"), Decided(0.97, 0.01)));
        Assert.Null(NewEvidence.Leader(Some.Incident() with { State = IncidentState.Resolved }, Decided(0.97, 0.01)));
    }

    [Fact]
    public void Join_TheSameAlertAgain_AddsNothing() => Assert.Null(NewEvidence.Join(Some.Alert(), Some.Alert()));

    [Fact]
    public void Join_ALaterAlert_AddsTextLabelsAndLogsAndOverwritesNothing()
    {
        var first = Some.Alert("Checkout fails") with { Labels = new Dictionary<string, string> { ["site"] = "osl1" }, Logs = ["a"] };

        var joined = NewEvidence.Join(first, Some.Alert("Pool is empty") with { Labels = new Dictionary<string, string> { ["site"] = "los1", ["db"] = "x" }, Logs = ["a", "b"] })!;

        Assert.Equal(("Checkout fails", "Pool is empty"), (joined.Title, joined.Description));
        Assert.Equal(("osl1", "x"), (joined.Labels["site"], joined.Labels["db"]));
        Assert.Equal(["a", "b"], joined.Logs);
    }

    private static Decision Decided(double shop, double edge) =>
        Some.Decide(Some.Scores() with { OwningTeam = new() { Classes = [new("shop", shop), new("edge", edge)], Trust = shop } }, hasReporter: false);
}
