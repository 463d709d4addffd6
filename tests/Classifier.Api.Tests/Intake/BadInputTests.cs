using System.Net;
using System.Text;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Intake;

/// <summary>What cannot be read is 400, what breaks a rule is 422; both name the member.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("""{"title": 7}""", 400, "/title")]
    [InlineData("""{"title": "x", "labels": {"a": 1}}""", 400, "/labels/a")]
    [InlineData("""{"title": "x", "labels": []}""", 400, "/labels")]
    [InlineData("""{"title": "x", "occurred_at": "soon"}""", 400, "/occurred_at")]
    [InlineData("""{"title": "x", "title": "y"}""", 400, null)]
    [InlineData("""{"title": "x", "labels": {"a": "1", "a": "2"}}""", 400, null)]
    [InlineData("""{"title": "x"} {"title": "y"}""", 400, null)]
    [InlineData("""{"title": "x", """, 400, null)]
    [InlineData("""{"title": "\ud800"}""", 400, "/title")]
    [InlineData("""{"title": NaN}""", 400, "/title")]
    [InlineData("null", 400, "")]
    [InlineData("[]", 400, "")]
    [InlineData("", 400, "")]
    [InlineData("{}", 422, "/title")]
    [InlineData("""{"title": null}""", 422, "/title")]
    [InlineData("""{"title": "  "}""", 422, "/title")]
    [InlineData("""{"title": "x", "severity": "awful"}""", 422, "/severity")]
    [InlineData("""{"title": "x", "status": "maybe"}""", 422, "/status")]
    [InlineData("""{"title": "x", "occurred_at": "2026-01-06T12:00:01Z"}""", 422, "/occurred_at")]
    [InlineData("""{"title": "x", "labels": {"": "v"}}""", 422, "/labels/")]
    public async Task Alert_Unusable_IsRefusedNamingTheMember(string json, int status, string? member)
    {
        foreach (var path in (string[])["/v1/alerts", "/v1/score"])
        {
            var (answered, problem) = await _service.PostRawAsync(path, json);

            Assert.Equal(status, (int)answered);
            Assert.Equal(status == 400 ? "/problems/unreadable" : "/problems/invalid", problem.Text("type"));
            if (member is not null)
                Assert.Equal(member, problem.GetProperty("errors")[0].Text("pointer"));
        }
    }

    [Fact]
    public async Task Alert_TooDeep_Is400()
    {
        var (status, problem) = await _service.PostRawAsync("/v1/alerts", $$"""{"title": "x", "extra": {{string.Concat(Enumerable.Repeat("[", 40))}}{{string.Concat(Enumerable.Repeat("]", 40))}}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/unreadable"), (status, problem.Text("type")));
    }

    [Fact]
    public async Task Alert_TooLarge_Is413()
    {
        var (status, problem) = await _service.PostAsync("/v1/alerts", new { title = "x", description = new string('a', 257 * 1024) });

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "/problems/too-large"), (status, problem.Text("type")));
    }

    [Fact]
    public async Task Alert_TooLargeWithoutLength_Is413()
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"title":"{{new string('a', 300 * 1024)}}"}""")));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/alerts") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var response = await _service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Alert_OtherMediaType_Is415()
    {
        var (status, problem) = await _service.PostRawAsync("/v1/alerts", """{"title":"x"}""", "text/plain");

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "/problems/unsupported-media-type"), (status, problem.Text("type")));
    }

    [Fact]
    public async Task Row18_LabelsOverTheLimits_Are422WithPointers()
    {
        var many = Enumerable.Range(0, 65).ToDictionary(i => $"l{i}", _ => "v");
        var longName = new Dictionary<string, string> { [new string('n', 129)] = "v" };
        var longValue = new Dictionary<string, string> { ["a/b~c"] = new('v', 2049) };

        Assert.Equal("/labels", (await _service.PostAsync("/v1/alerts", new { title = "x", labels = many })).Body.GetProperty("errors")[0].Text("pointer"));
        Assert.Equal(422, (int)(await _service.PostAsync("/v1/alerts", new { title = "x", labels = longName })).Status);
        Assert.Equal("/labels/a~1b~0c", (await _service.PostAsync("/v1/alerts", new { title = "x", labels = longValue })).Body.GetProperty("errors")[0].Text("pointer"));
    }

    [Fact]
    public async Task Alert_SeveralFaults_AreAllTold()
    {
        var (_, problem) = await _service.PostAsync("/v1/alerts", new { severity = "awful", status = "maybe" });

        Assert.Equal(["/title", "/severity", "/status"], problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("pointer")));
    }

    [Fact]
    public async Task Row17_AlertWithUnknownMember_IsIgnoredAndNamed()
    {
        using var response = await _service.Http.PostAsync("/v1/alerts", new StringContent("""{"title":"x","colour":"red"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Contains("colour", string.Join(' ', response.Headers.GetValues("Warning")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row17_OperationWithUnknownMember_Is422()
    {
        var id = (await _service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        var (status, problem) = await _service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop", becuase = "typo" });

        Assert.Equal((422, "/becuase"), ((int)status, problem.GetProperty("errors")[0].Text("pointer")));
        Assert.Equal("edge", (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("label"));
    }

    [Fact]
    public async Task Alert_TooLongTitle_IsKeptCutAndMarked()
    {
        var incident = await _service.OpenAsync(new { title = "edge 95 " + new string('t', 1000) });

        Assert.Equal(512, incident.Text("title").Length);
        Assert.Contains(await _service.MessagesAsync(incident), m => m.Contains("(cut: title)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row19_BatchOfMixedItems_KeepsOrderWithAStatusEach()
    {
        var (status, body) = await _service.PostRawAsync("/v1/score/batch", """[{"title":"edge 95"},{"nope":1},{"title":7},{"title":"shop 80"}]""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([200, 422, 400, 200], body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal("shop", body.GetProperty("items")[3].GetProperty("score").GetProperty("owning_team").Text("label"));
        Assert.Equal("/1/title", body.GetProperty("items")[1].GetProperty("problem").GetProperty("errors")[0].Text("pointer"));
    }

    [Fact]
    public async Task Webhook_OddParts_AreKeptNotRefused()
    {
        var (half, first) = await _service.PostRawAsync("/v1/alerts/alertmanager", """{"alerts":[{"annotations":{"summary":"\ud800"}},{"annotations":{"summary":"edge 95 x"}}]}""");
        var (none, second) = await _service.PostRawAsync("/v1/alerts/alertmanager", """{"foo":1}""");

        Assert.Equal((HttpStatusCode.Accepted, 2), (half, first.GetProperty("accepted").GetInt32()));
        Assert.Equal((HttpStatusCode.Accepted, 1), (none, second.GetProperty("accepted").GetInt32()));
        Assert.Equal("dead", (await _service.GetAsync($"/v1/alerts/{second.GetProperty("alert_ids")[0].GetString()}")).Text("state"));
    }

    [Fact]
    public async Task Webhook_Surplus_IsCutAndMarked()
    {
        var labels = Enumerable.Range(0, 70).ToDictionary(i => $"l{i}", _ => new string('v', 3000));
        var (status, body) = await _service.PostAsync("/v1/alerts/alertmanager", new { alerts = new[] { new { labels, annotations = new { summary = "edge 95 " + new string('t', 1000) } } } });

        Assert.Equal((HttpStatusCode.Accepted, 1), (status, body.GetProperty("accepted").GetInt32()));
        var alert = await Eventually.GetAsync(() => _service.GetAsync($"/v1/alerts/{body.GetProperty("alert_ids")[0].GetString()}"), a => a.Text("state") == "decided");
        Assert.Equal(512, alert.Text("title").Length);
        await _service.SettledAsync(alert.Text("incident"));
        Assert.Contains(await _service.MessagesAsync(await _service.GetAsync($"/v1/incidents/{alert.Text("incident")}")), m => m.Contains("(cut: title, labels)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhook_LongerThanTheRest_IsTakenUpToOneMebibyteAndThirtyTwoLevels()
    {
        static string Padded(int bytes) => """{"alerts":[{"annotations":{"summary":"edge 95 x"}}],"p":"<p>"}""".Replace("<p>", new('p', bytes - 59), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, (await _service.PostRawAsync("/v1/alerts/alertmanager", Padded(1024 * 1024))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _service.PostRawAsync("/v1/alerts/alertmanager", Padded(1024 * 1024) + " ")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _service.PostRawAsync("/v1/alerts/alertmanager", new string('[', 33) + new string(']', 33))).Status);
    }

    [Fact]
    public async Task Batch_LoneSurrogate_IsThatItemsFault()
    {
        var (status, body) = await _service.PostRawAsync("/v1/score/batch", """[{"title":"\ud800x"},{"title":"edge 95"}]""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([400, 200], body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Batch_InvalidUtf8_IsThatItemsFault()
    {
        using var content = new ByteArrayContent([.. "[{\"title\":\""u8, 0xff, .. "\"},{\"title\":\"edge 95\"}]"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await _service.Http.PostAsync("/v1/score/batch", content, TestContext.Current.CancellationToken);

        var body = await RunningService.BodyAsync(response);

        Assert.Equal([400, 200], body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Row19_BatchOver500Items_Is413()
    {
        var (status, _) = await _service.PostAsync("/v1/score/batch", Enumerable.Repeat(new { title = "x" }, 501));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task EveryProblem_IsProblemJsonWithATraceIdAndAPage()
    {
        using var response = await _service.Http.GetAsync("/v1/nothing-here", TestContext.Current.CancellationToken);
        var problem = await RunningService.BodyAsync(response);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.NotEmpty(problem.Text("trace_id"));
        Assert.Contains("404", await _service.Http.GetStringAsync(problem.Text("type"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?cursor=%21%21")]
    [InlineData("?state=closed")]
    [InlineData("/inc-1001/timeline?limit=0")]
    [InlineData("/inc-1001/timeline?cursor=%21%21")]
    [InlineData("/inc-1001/timeline?cursor=bm9uZQ")]        // a cursor of another list
    [InlineData("/inc-1001/messages?limit=201")]
    public async Task List_BadQuery_Is422(string query)
    {
        await _service.OpenAsync(new { title = "edge 95 n" });

        using var response = await _service.Http.GetAsync($"/v1/incidents{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task List_Paged_ShowsEachOnceNewestFirst()
    {
        for (var i = 0; i < 5; i++)
            await _service.OpenAsync(new { title = $"edge 95 n{i}" });

        Assert.Equal(["inc-1005", "inc-1004", "inc-1003", "inc-1002", "inc-1001"], (await PagesAsync("/v1/incidents", limit: 2)).SelectMany(ids => ids));
    }

    [Theory]
    [InlineData("timeline")]
    [InlineData("messages")]
    public async Task History_Paged_ShowsEachOnceOldestFirst(string history)
    {
        await _service.OpenAsync(new { title = "edge 95 n" });
        for (var i = 0; i < 3; i++)
            await _service.PostAsync("/v1/incidents/inc-1001/messages", new { text = $"!status {i}" });
        await _service.SettledAsync("inc-1001");
        var path = $"/v1/incidents/inc-1001/{history}";
        var whole = (await _service.GetAsync(path)).GetProperty("items").EnumerateArray().Select(i => i.Text("id")).ToList();

        var pages = await PagesAsync(path, limit: 2);

        Assert.True(whole.Count > 4, $"only {whole.Count}");
        Assert.Equal(whole, pages.SelectMany(ids => ids));
        Assert.All(pages, page => Assert.InRange(page.Count, 1, 2));
        Assert.Equal(whole, Assert.Single(await PagesAsync(path, whole.Count)));
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> PagesAsync(string list, int limit)
    {
        var pages = new List<IReadOnlyList<string>>();
        for (var path = $"{list}?limit={limit}"; path.Length > 0;)
        {
            var page = await _service.GetAsync(path);
            pages.Add([.. page.GetProperty("items").EnumerateArray().Select(i => i.Text("id"))]);
            path = page.GetProperty("next_cursor") is { ValueKind: JsonValueKind.String } cursor ? $"{list}?limit={limit}&cursor={cursor.GetString()}" : "";
        }
        return pages;
    }
}
