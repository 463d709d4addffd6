using System.Net;
using Classifier.Api.Tests.Support;
using Classifier.History;

namespace Classifier.Api.Tests.Incidents;

/// <summary>What people answer moves people and topic, and is kept as a label.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Reassign_MovesPeopleAndTopicAndKeepsALabel()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 TLS", severity = "high", labels = new { site = "osl1" } });
        var id = incident.Text("id");

        var (status, _) = await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "Shop", because = "their ingress" });
        await service.SettledAsync(id);

        Assert.Equal(HttpStatusCode.OK, status);
        var moved = await service.GetAsync($"/v1/incidents/{id}");
        Assert.Equal(("shop", "person"), (moved.GetProperty("owning_team").Text("label"), moved.GetProperty("owning_team").Text("source")));
        Assert.Equal(["dnsperson", "rafael"], moved.People());
        var label = Assert.Single(await service.Get<ILabelWriter>().ListAsync(long.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken));
        Assert.Equal((LabelKind.Correction, "owning_team", "shop", "key:dev", "their ingress"), (label.Kind, label.Target, label.Value, label.By, label.Because));
        Assert.Equal((KeywordScorer.Version, "edge", 0.95), (label.ModelVersion, label.ModelAnswer, label.Probability));
        var timeline = (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Select(e => e.Text("what")).ToList();
        Assert.Contains("reassigned", timeline);
        Assert.Equal(2, timeline.Count(w => w == "topic_set"));
        Assert.Contains("left", timeline);
    }

    [Fact]
    public async Task Accept_Suggested_OpensTheRoomAndKeepsAConfirmation()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 75 x", labels = new { site = "los1" } });
        var id = incident.Text("id");

        var (_, reply) = await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!accept" });
        await service.SettledAsync(id);

        Assert.Equal("Edge delivery it is.", reply.Text("reply"));
        Assert.Equal(["amara", "dnsperson"], (await service.GetAsync($"/v1/incidents/{id}")).People());
        Assert.Equal(LabelKind.Confirmation, Assert.Single(await service.Get<ILabelWriter>().ListAsync(1001, TestContext.Current.CancellationToken)).Kind);
    }

    [Fact]
    public async Task Reassign_SaidTwice_ChangesOnce()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop" })).Status);

        Assert.Single(await service.Get<ILabelWriter>().ListAsync(1001, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reassign_BackToTheModelsAnswer_IsAConfirmation()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        foreach (var team in (string[])["shop", "edge"])
            await service.PostAsync($"/v1/incidents/{id}/reassign", new { team });

        var labels = await service.Get<ILabelWriter>().ListAsync(1001, TestContext.Current.CancellationToken);
        Assert.Equal([(LabelKind.Correction, "edge"), (LabelKind.Confirmation, "edge")], labels.Select(l => (l.Kind, l.ModelAnswer!)));
    }

    [Fact]
    public async Task WhatPeopleWrite_IsKeptWithoutSecrets()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x" });
        var id = incident.Text("id");

        await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop", because = "token=ghp_16C7e42F292c6912E7710c838347Ae178B4a was in it" });
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { text = "rotated AKIAIOSFODNN7EXAMPLE" });
        await service.SettledAsync(id);

        var all = string.Join('\n', await service.MessagesAsync(incident)) + await service.Http.GetStringAsync($"/v1/incidents/{id}/timeline", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("AKIA", all, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", all, StringComparison.Ordinal);
        Assert.Contains("Resolved: rotated <secret>", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AckAndResolve_AreSaidInTheRoom()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x" });
        var id = incident.Text("id");

        var acknowledged = (await service.PostAsync($"/v1/incidents/{id}/ack", new { })).Body;
        var resolved = (await service.PostAsync($"/v1/incidents/{id}/resolve", new { text = "renewed by hand" })).Body;
        await service.SettledAsync(id);

        Assert.Equal(("acknowledged", "resolved"), (acknowledged.Text("state"), resolved.Text("state")));
        Assert.Contains("Resolved: renewed by hand", await service.MessagesAsync(incident));
        Assert.Equal(HttpStatusCode.Conflict, (await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync($"/v1/incidents/{id}/resolve", new { })).Status);
    }

    [Fact]
    public async Task NotAnIncident_ClosesAndIsNoTrainingRow()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop" });
        Assert.Single(await Labelled(service));

        await service.PostAsync($"/v1/incidents/{id}/feedback", new { not_an_incident = true });

        Assert.Equal("resolved", (await service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Empty(await Labelled(service));
    }

    private static Task<IReadOnlyList<LabelledTicket>> Labelled(RunningService service) =>
        new Classifier.Storage.LabelStore(service.Get<Classifier.Storage.IDatabase>()).ReadLabelledAsync(TestContext.Current.CancellationToken);
}
