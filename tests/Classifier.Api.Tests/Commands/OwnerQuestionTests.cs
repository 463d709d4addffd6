using Classifier.Api.Commands;
using Classifier.Api.Console.RoomPage;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.History;

namespace Classifier.Api.Tests.Commands;

/// <summary>Whose would this be? The answer can be accepted or corrected, and then becomes an incident with its room and a label.</summary>
public sealed class OwnerQuestionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_OfAnAnswer_CallsThemAndIsAConfirmation()
    {
        await using var service = await RunningService.StartAsync();

        var asked = await SayAsync(service, "!owner edge 75 certificate of pay.example.eu");
        Assert.Contains("!accept q-1", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["accept q-1", "reassign q-1 secops", "reassign q-1 shop"], asked.Buttons.Select(b => b.Command).Order());
        var reply = await SayAsync(service, "!accept q-1");

        Assert.Equal("inc-1001: Edge delivery it is.", reply.Text);
        await service.SettledAsync("inc-1001");
        var incident = await service.GetAsync("/v1/incidents/inc-1001");
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Contains("ola", incident.People());
        Assert.Equal(LabelKind.Confirmation, Assert.Single(await service.Get<ILabelWriter>().ListAsync(1001, Token)).Kind);
    }

    [Fact]
    public async Task Reassign_OfAnAnswer_CallsTheOthersAndIsACorrection()
    {
        await using var service = await RunningService.StartAsync();
        await SayAsync(service, "!owner edge 75 certificate of pay.example.eu");

        var reply = await SayAsync(service, "!reassign q-1 shop because it is the shop's own");

        Assert.Equal("inc-1001: Owner is now Shop platform, because it is the shop's own.", reply.Text);
        await service.SettledAsync("inc-1001");
        Assert.Contains("rafael", (await service.GetAsync("/v1/incidents/inc-1001")).People());
        var label = Assert.Single(await service.Get<ILabelWriter>().ListAsync(1001, Token));
        Assert.Equal((LabelKind.Correction, "shop"), (label.Kind, label.Value));
    }

    [Fact]
    public async Task Accept_Twice_OpensOneIncidentWithOneAlert()
    {
        await using var service = await RunningService.StartAsync();
        await SayAsync(service, "!owner edge 75 certificate of pay.example.eu");

        await SayAsync(service, "!accept q-1");
        var again = await SayAsync(service, "!accept q-1");

        Assert.False(again.IsDone);
        var incidents = (await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(1, Assert.Single(incidents).GetProperty("alert_count").GetInt32());
    }

    [Theory]
    [InlineData("!reassign q-1 nobody", "No team is called 'nobody'")]
    [InlineData("!accept q-2", "Outside its room a command names its incident")]
    public async Task WhatCannotBeDone_OpensNothing(string text, string expected)
    {
        await using var service = await RunningService.StartAsync();
        await SayAsync(service, "!owner edge 75 certificate of pay.example.eu");

        Assert.StartsWith(expected, (await SayAsync(service, text)).Text, StringComparison.Ordinal);
        Assert.Empty((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Accept_OfACompromise_TellsTheSecurityGroupAlone()
    {
        await using var service = await RunningService.StartAsync();
        await SayAsync(service, "!owner leak secops 95 our deploy key is on a page");

        var reply = await SayAsync(service, "!accept q-1");

        Assert.Equal("The security group looks at it.", reply.Text);
        await service.SettledAsync("inc-1001");
        Assert.True((await service.GetAsync("/v1/incidents/inc-1001")).GetProperty("private").GetBoolean());
        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
    }

    [Fact]
    public async Task Question_InTriage_StandsThereWithButtonsThatWork()
    {
        await using var service = await RunningService.StartAsync();
        var (ola, directory) = (Actor(service), service.Get<CurrentDirectory>().Value);
        var triage = StandingRoom.Find("triage", ola.Person, directory)!;

        await service.Get<StandingConversation>().SayAsync(triage, ola, "/owner edge 75 certificate of pay.example.eu", Token);
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("!accept q-1", StringComparison.Ordinal));
        var reply = await service.Get<StandingConversation>().PressAsync(triage, ola, "accept q-1", Token);

        Assert.Equal("inc-1001: Edge delivery it is.", reply!.Text);
        Assert.Contains("inc-1001: Edge delivery it is. (Ola Nordmann)", await service.StandingMessagesAsync("standing:triage"));
    }

    private static Actor Actor(RunningService service) => new("ola", service.Get<CurrentDirectory>().Value.Person("ola"), IsAdmin: false);

    private static async Task<CommandReply> SayAsync(RunningService service, string text)
    {
        Assert.True(CommandGrammar.TryRead(text, takesSlash: false, out var command));
        return await service.Get<CommandDesk>().RunAsync(command, room: null, Actor(service), Token);
    }
}
