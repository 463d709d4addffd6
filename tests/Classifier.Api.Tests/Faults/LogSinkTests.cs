using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Runs;

namespace Classifier.Api.Tests.Faults;

/// <summary>Logs that go nowhere: the service's own output is a pipe that nobody empties.</summary>
public sealed class LogSinkTests
{
    private const int Alerts = 1500;        // at the lowest level some twenty lines each: many times what pipe and queue hold

    [Fact]
    public async Task F27_OutputThatNobodyReads_HoldsUpNeitherIntakeNorDecisions()
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 1);
        using var service = await ServiceProcess.StartAsync(rig.Service with { Arguments = [.. rig.Service.Arguments, "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft", "Trace"] }, crashAt: null, isRead: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));

        string last = "";
        for (var i = 0; i < Alerts; i++)
        {
            using var answer = await service.Http.PostAsJsonAsync("/v1/alerts", new { title = "Disk is full", severity = "info", dedup_key = $"k{i % 10}" }, limit.Token);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            last = (await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).Text("alert_id");
        }

        var decided = await Eventually.GetAsync(() => service.Http.GetFromJsonAsync<JsonElement>($"/v1/alerts/{last}", limit.Token), a => a.Text("state") == "decided");
        Assert.Equal("decided", decided.Text("state"));
        Assert.True(service.IsRunning);
    }
}
