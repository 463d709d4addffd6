using System.Net;
using System.Text;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Sources;

/// <summary>The three ways in which CloudEvents come over HTTP, and media types.</summary>
public sealed class CloudEventsTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Binary_WithAttributesAsHeaders_IsMapped()
    {
        var (status, body) = await PostAsync("/v1/sources/cloudevents/preview", """{"title":"Backup failed","severity":"high"}""", "application/json", ("ce-subject", "orders%20%E2%82%AC+1"));

        var alert = body.GetProperty("alerts")[0];
        Assert.Equal((HttpStatusCode.OK, "Backup failed", "high"), (status, alert.Text("title"), alert.Text("severity")));
        Assert.Equal(("orders €+1", "2026-01-04T08:00:00+00:00"), (alert.GetProperty("labels").Text("subject"), alert.Text("occurred_at")));
    }

    [Fact]
    public async Task Binary_WithText_HasItAsDescription()
    {
        var (_, body) = await PostAsync("/v1/sources/cloudevents/preview", "disk is full", "text/plain");

        Assert.Equal(("com.example.backup", "disk is full"), (body.GetProperty("alerts")[0].Text("title"), body.GetProperty("alerts")[0].Text("description")));
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8", """{"specversion":"1.0","id":"1","source":"/s","type":"edge 95 x"}""", 1)]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"1","source":"/s","type":"edge 95 x"},{"specversion":"1.0","id":"2","source":"/s","type":"edge 95 y"}]""", 2)]
    public async Task Structured_OneOrABatch_IsAccepted(string type, string json, int count)
    {
        using var content = new StringContent(json);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await _service.Http.PostAsync("/v1/alerts/cloudevents", content, TestContext.Current.CancellationToken);

        Assert.Equal(count, (await RunningService.BodyAsync(response)).GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("cloudevents", "application/cloudevents+xml")]
    [InlineData("cloudevents", "application/xml")]
    [InlineData("github", "text/plain")]
    [InlineData("aws-sns", "application/x-www-form-urlencoded")]
    public async Task OtherMediaType_Is415(string source, string type)
    {
        var (status, problem) = await PostAsync($"/v1/alerts/{source}", "<event/>", type);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "/problems/unsupported-media-type"), (status, problem.Text("type")));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body, string type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        (string, string)[] required = [("ce-specversion", "1.0"), ("ce-id", "e-1"), ("ce-source", "/backup"), ("ce-type", "com.example.backup"), ("ce-time", "2026-01-04T08:00:00Z")];
        foreach (var (name, value) in required.Concat(headers))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await RunningService.BodyAsync(response));
    }
}
