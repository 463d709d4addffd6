using System.Net;
using System.Text;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

/// <summary>Asking again costs nothing when nothing has changed; acting on what has changed can be refused.</summary>
public sealed class EntityTagTests
{
    [Fact]
    public async Task Get_WithTheTagOfTheSameState_Is304AndAnotherAfterAChange()
    {
        await using var service = await RunningService.StartAsync();
        var path = $"/v1/incidents/{(await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id")}";
        var tag = await TagAsync(service, path);

        Assert.DoesNotContain("W/", tag, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, await GetAsync(service, path, tag));
        Assert.Equal(HttpStatusCode.NotModified, await GetAsync(service, path, $"\"other\", W/{tag}"));
        Assert.Equal(HttpStatusCode.NotModified, await GetAsync(service, path, "*"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, path, "\"other\""));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, path, "no tag"));
        await service.PostAsync($"{path}/ack", new { });
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, path, tag));
    }

    [Fact]
    public async Task Act_OnAVersionThatHasPassed_Is412AndChangesNothing()
    {
        await using var service = await RunningService.StartAsync();
        var path = $"/v1/incidents/{(await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id")}";
        var seen = await TagAsync(service, path);

        using var acknowledged = await PostAsync(service, $"{path}/ack", seen);
        var now = acknowledged.Headers.ETag!.ToString();
        using var late = await PostAsync(service, $"{path}/resolve", seen);
        using var weak = await PostAsync(service, $"{path}/resolve", $"W/{now}");
        using var garbled = await PostAsync(service, $"{path}/resolve", "no tag");

        Assert.Equal(HttpStatusCode.OK, acknowledged.StatusCode);
        foreach (var refused in (HttpResponseMessage[])[late, weak, garbled])
            Assert.Equal((HttpStatusCode.PreconditionFailed, "/problems/precondition-failed"), (refused.StatusCode, (await RunningService.BodyAsync(refused)).Text("type")));
        Assert.Equal("acknowledged", (await service.GetAsync(path)).Text("state"));
        using var any = await PostAsync(service, $"{path}/ack", "*");
        using var resolved = await PostAsync(service, $"{path}/resolve", $"\"0-0\", {now}");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (any.StatusCode, resolved.StatusCode));
    }

    [Fact]
    public async Task Act_ManyOnOneVersion_OneIsDone()
    {
        await using var service = await RunningService.StartAsync();
        var path = $"/v1/incidents/{(await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id")}";
        var seen = await TagAsync(service, path);
        string[] teams = ["shop", "careful", "desk", "platform"];

        var answers = await Task.WhenAll(teams.Select(team => PostAsync(service, $"{path}/reassign", seen, $$"""{"team":"{{team}}"}""")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    private static async Task<string> TagAsync(RunningService service, string path)
    {
        using var answer = await service.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<HttpStatusCode> GetAsync(RunningService service, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningService service, string path, string tag, string body = "{}")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
