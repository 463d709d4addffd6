using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;
using Classifier.Idempotency;
using Classifier.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Api.Tests.Idempotency;

/// <summary>What is sent twice happens once. Numbers are rows of the table of attacks.</summary>
public sealed class IdempotencyTests
{
    private const string Alert = """{"title":"edge 95 x","severity":"high"}""";

    [Fact]
    public async Task Row42_SignedDeliverySentAgain_HasTheFirstIdsAndStoresNothing()
    {
        const string Body = """{"action":"completed","workflow_run":{"name":"build","conclusion":"failure","head_branch":"main","html_url":"https://example.test/1"}}""";
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Sources:github:Secrets:0"] = "a secret" });
        (string, string)[] Headers(string key) =>
            [("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("a secret"u8, Encoding.UTF8.GetBytes(Body)))), ("X-GitHub-Event", "workflow_run"), (IdempotencyKey.Header, key)];
        using var stranger = new HttpClient { BaseAddress = service.Http.BaseAddress };

        using var first = await PostAsync(stranger, "/v1/alerts/github", Body, Headers("a"));
        using var again = await PostAsync(stranger, "/v1/alerts/github", Body, Headers("another, as whoever replays it would"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, again.StatusCode));
        var (accepted, repeated) = (await RunningService.BodyAsync(first), await RunningService.BodyAsync(again));
        Assert.Equal(1, accepted.GetProperty("accepted").GetInt32());
        Assert.Equal(accepted.GetRawText(), repeated.GetRawText());
        Assert.Equal("true", Assert.Single(again.Headers.GetValues(RepeatedAnswer.Header)));
        Assert.Equal(1, await CountAsync(service));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row48_AlertSentAgain_AlsoAfterARestart_IsADuplicateWithTheFirstId(bool onPostgres)
    {
        using var home = new TestHome();
        var storage = onPostgres ? await new PostgresForService().NewAsync() : null;
        JsonElement first;
        await using (var service = await RunningService.StartAsync(home: home, storage: storage))
            first = await AcceptedAsync(service, "k");

        await using var restarted = await RunningService.StartAsync(home: home, storage: storage);
        var again = await AcceptedAsync(restarted, "k");

        Assert.Equal(("new", "duplicate"), (first.Text("outcome"), again.Text("outcome")));
        Assert.Equal(first.Text("alert_id"), again.Text("alert_id"));
        Assert.Equal(1, await CountAsync(restarted));
        Assert.Equal("new", (await AcceptedAsync(restarted, "another")).Text("outcome"));
        restarted.Clock.Advance(IdempotencyKey.Kept);
        Assert.Equal("new", (await AcceptedAsync(restarted, "k")).Text("outcome"));
    }

    [Fact]
    public async Task Row48_ActionSentAgain_IsAnsweredAsTheFirstTimeAndDoneOnce()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id");

        using var first = await PostAsync(service.Http, $"/v1/incidents/{id}/messages", """{"text":"looking"}""", (IdempotencyKey.Header, "m"));
        using var again = await PostAsync(service.Http, $"/v1/incidents/{id}/messages", """{"text":"looking"}""", (IdempotencyKey.Header, "m"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal((false, true), (first.Headers.Contains(RepeatedAnswer.Header), again.Headers.Contains(RepeatedAnswer.Header)));
        Assert.Single(await service.MessagesAsync(await service.GetAsync($"/v1/incidents/{id}")), m => m == "looking");
    }

    [Fact]
    public async Task Row49_SameKeyWithAnotherRequest_Is422()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");
        await AcceptedAsync(service, "a");
        using var acknowledged = await PostAsync(service.Http, $"/v1/incidents/{id}/ack", "{}", (IdempotencyKey.Header, "b"));

        await RefusedAsync(422, "idempotency-key-reused", await PostAsync(service.Http, "/v1/alerts", """{"title":"another"}""", (IdempotencyKey.Header, "a")));
        await RefusedAsync(422, "idempotency-key-reused", await PostAsync(service.Http, $"/v1/incidents/{id}/resolve", "{}", (IdempotencyKey.Header, "b")));
        Assert.Equal("acknowledged", (await service.GetAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Fact]
    public async Task Row49_SameKeyOfAnotherSender_IsAnotherRequest()
    {
        await using var service = await RunningService.StartAsync();
        using var other = await service.WithKeyAsync("alerts");
        await AcceptedAsync(service, "a");

        using var answer = await PostAsync(other, "/v1/alerts", Alert, (IdempotencyKey.Header, "a"));

        Assert.Equal("new", (await RunningService.BodyAsync(answer)).Text("outcome"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row50_FiftyAtOnce_AreOneAlertWithOneId(bool onPostgres)
    {
        await using var service = await RunningService.StartAsync(storage: onPostgres ? await new PostgresForService().NewAsync() : null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AcceptedAsync(service, "k")));

        Assert.Single(answers.Select(a => a.Text("alert_id")).Distinct());
        Assert.Single(answers, a => a.Text("outcome") == "new");
        Assert.Equal(1, await CountAsync(service));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row50_FiftyActionsAtOnce_AreDoneOnceAndTheRestRepeatedOr409(bool onPostgres)
    {
        await using var service = await RunningService.StartAsync(storage: onPostgres ? await new PostgresForService().NewAsync() : null);
        var id = (await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync(service.Http, $"/v1/incidents/{id}/messages", """{"text":"looking"}""", (IdempotencyKey.Header, "m"))));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK && !a.Headers.Contains(RepeatedAnswer.Header));
        Assert.All(answers.Where(a => a.StatusCode == HttpStatusCode.Conflict), a => Assert.NotNull(a.Headers.RetryAfter));
        Assert.Single(await service.MessagesAsync(await service.GetAsync($"/v1/incidents/{id}")), m => m == "looking");
    }

    [Fact]
    public async Task Row50_InProgress_Is409WithRetryAfterUntilTheReservationExpires()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");
        var left = Request($"/v1/incidents/{id}/ack", "{}", "k");       // by a process that ended in between
        await service.Get<IDatabase>().WriteAsync(t => service.Get<IAnswerStore>().TakeAsync(t, left, null, service.Clock.GetUtcNow(), service.Clock.GetUtcNow() + OnceMiddleware.Reservation), TestContext.Current.CancellationToken);

        using var during = await PostAsync(service.Http, $"/v1/incidents/{id}/ack", "{}", (IdempotencyKey.Header, "k"));
        service.Clock.Advance(OnceMiddleware.Reservation);
        using var after = await PostAsync(service.Http, $"/v1/incidents/{id}/ack", "{}", (IdempotencyKey.Header, "k"));

        Assert.NotNull(during.Headers.RetryAfter);
        await RefusedAsync(409, "in-progress", during);
        Assert.Equal("acknowledged", (await RunningService.BodyAsync(after)).Text("state"));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Row51_KeyTooLongEmptyOrWithControls_Is400(int length)
    {
        await using var service = await RunningService.StartAsync();
        var key = length < 0 ? "a\tb" : new string('k', length);

        await RefusedAsync(400, "idempotency-key", await PostAsync(service.Http, "/v1/alerts", Alert, (IdempotencyKey.Header, key)));
        await RefusedAsync(400, "idempotency-key", await PostAsync(service.Http, "/v1/models/rollback", "{}", (IdempotencyKey.Header, key)));
        Assert.Equal("new", (await AcceptedAsync(service, new('k', 255))).Text("outcome"));
        Assert.Equal(1, await CountAsync(service));
    }

    [Fact]
    public async Task Refused_KeepsNothing_AndTheCorrectedRequestMayHaveTheKey()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        using var alert = await PostAsync(service.Http, "/v1/alerts", "{}", (IdempotencyKey.Header, "a"));
        using var wrong = await PostAsync(service.Http, $"/v1/incidents/{id}/reassign", """{"team":"nobody"}""", (IdempotencyKey.Header, "b"));
        using var right = await PostAsync(service.Http, $"/v1/incidents/{id}/reassign", """{"team":"shop"}""", (IdempotencyKey.Header, "b"));

        Assert.Equal((422, 422, 200), ((int)alert.StatusCode, (int)wrong.StatusCode, (int)right.StatusCode));
        Assert.Equal("new", (await AcceptedAsync(service, "a")).Text("outcome"));
    }

    [Fact]
    public async Task Broken_IsKeptAs500AndNotDoneAgain()
    {
        await using var service = await RunningService.StartAsync();
        var done = 0;
        async Task<DefaultHttpContext> SendAsync()
        {
            var context = Context("/x", "{}", "k");
            context.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
            context.Response.Body = new MemoryStream();
            context.SetEndpoint(new(null, new(new TakesEffectOnce(1024)), "x"));
            await new OnceMiddleware(_ => ++done > 0 ? throw new InvalidOperationException("a bug") : Task.CompletedTask, service.Get<IDatabase>(), service.Get<IAnswerStore>(), service.Clock, NullLogger<OnceMiddleware>.Instance).InvokeAsync(context);
            return context;
        }

        await Assert.ThrowsAsync<InvalidOperationException>(SendAsync);
        var again = await SendAsync();

        Assert.Equal((500, 1), (again.Response.StatusCode, done));
    }

    [Fact]
    public async Task Expired_IsDeletedInTheBackground()
    {
        await using var service = await RunningService.StartAsync();
        await AcceptedAsync(service, "a");

        service.Clock.Advance(IdempotencyKey.Kept + AnswerCleaner.Every);

        await Eventually.GetAsync(
            () => service.Get<IDatabase>().ReadAsync(c => Dapper.SqlMapper.ExecuteScalarAsync<int>(c, "SELECT COUNT(*) FROM answer"), TestContext.Current.CancellationToken), count => count == 0);
    }

    [Fact]
    public async Task OpenApi_NamesTheHeaderOnEveryPostThatHasAnEffect()
    {
        await using var service = await RunningService.StartAsync();
        var paths = (await service.GetAsync("/openapi/v1.json")).GetProperty("paths");

        foreach (var path in (string[])["/v1/alerts", "/v1/alerts/{source}", "/v1/incidents/{id}/ack", "/v1/incidents/{id}/messages", "/v1/models/rollback"])
            Assert.Contains(paths.GetProperty(path).GetProperty("post").GetProperty("parameters").EnumerateArray(), p => p.Text("name") == IdempotencyKey.Header && p.Text("in") == "header");
    }

    private static async Task<JsonElement> AcceptedAsync(RunningService service, string key)
    {
        using var answer = await PostAsync(service.Http, "/v1/alerts", Alert, (IdempotencyKey.Header, key));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await RunningService.BodyAsync(answer);
    }

    private static async Task RefusedAsync(int status, string problem, HttpResponseMessage answer)
    {
        using (answer)
            Assert.Equal((status, $"/problems/{problem}"), ((int)answer.StatusCode, (await RunningService.BodyAsync(answer)).Text("type")));
    }

    private static async Task<int> CountAsync(RunningService service) => (await service.GetAsync("/v1/alerts?limit=200")).GetProperty("items").GetArrayLength();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static OnceRequest Request(string path, string body, string key) => IdempotencyKey.Of(Context(path, body, key).Request, $"key:{DevelopmentKey.Name}", Encoding.UTF8.GetBytes(body))!;

    private static DefaultHttpContext Context(string path, string body, string key)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = path;
        context.Request.Headers[IdempotencyKey.Header] = key;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return context;
    }
}
