using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Scoring;

/// <summary>One alert a line, one item a line, in order and at once, however long it goes on.</summary>
public sealed class ScoreStreamTests : IAsyncLifetime
{
    private const string Path = "/v1/score/batch";
    private const string Ndjson = "application/x-ndjson";
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Lines_OneByOne_AreAnsweredBeforeTheNextIsSent()
    {
        using var request = await OpenRequest.StartAsync(_service, Path, "application/x-ndjson; charset=utf-8");
        Assert.Equal((200, Ndjson), await request.HeadAsync());

        for (var i = 0; i < 3; i++)
        {
            await request.SendAsync($$"""{"title":"n{{i}} edge 95"}{{"\n"}}""");
            Assert.Equal($"n{i}", FirstWord(await request.ReadAsync()));
        }
        await request.SendAsync("""{"title":"la""");
        await request.SendAsync("""st edge 95"}""");
        await request.EndAsync();

        Assert.Equal("last", FirstWord(await request.ReadAsync()));
        Assert.Null(await request.ReadAsync());
    }

    [Fact]
    public async Task TenThousandLines_AreAnsweredInOrder()
    {
        const int Lines = 10_000;
        using var request = await OpenRequest.StartAsync(_service, Path, Ndjson);
        var sending = Task.Run(async () =>
        {
            foreach (var numbers in Enumerable.Range(0, Lines).Chunk(500))
                await request.SendAsync(string.Concat(numbers.Select(i => $$"""{"title":"n{{i}} edge 95"}{{"\n"}}""")));
            await request.EndAsync();
        }, TestContext.Current.CancellationToken);
        await request.HeadAsync();

        for (var i = 0; i < Lines; i++)
            Assert.Equal($"n{i}", FirstWord(await request.ReadAsync()));
        Assert.Null(await request.ReadAsync());
        await sending;
    }

    [Fact]
    public async Task Line_OverTheLimitAndOverWhatABodyMayHold_IsRefusedAndTheStreamGoesOn()
    {
        using var request = await OpenRequest.StartAsync(_service, Path, Ndjson);
        await request.SendAsync("""{"title":"before edge 95"}""" + "\n");
        var piece = Enumerable.Repeat((byte)'a', 64 * 1024).ToArray();
        for (var i = 0; i < 512; i++)
            await request.SendAsync(piece);
        await request.SendAsync("\n" + """{"title":"after edge 95"}""" + "\n");
        await request.EndAsync();

        await request.HeadAsync();
        Assert.Equal("before", FirstWord(await request.ReadAsync()));
        var refused = (await request.ReadAsync())!.Value;
        Assert.Equal(413, refused.GetProperty("status").GetInt32());
        Assert.Equal(("/problems/too-large", 2), (refused.GetProperty("problem").Text("type"), LineOf(refused)));
        Assert.Equal("after", FirstWord(await request.ReadAsync()));
        Assert.Null(await request.ReadAsync());
    }

    [Fact]
    public async Task Line_OfExactlyTheLimit_IsTaken()
    {
        var json = """{"title":"edge 95","description":"  "}""";
        var line = json.Replace("  ", new string('x', 256 * 1024 - json.Length + 2), StringComparison.Ordinal);

        Assert.Equal([200, 413], (await PostAsync($"{line}\n{line} \n")).Select(i => i.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Lines_Unusable_HaveAProblemWithTheirNumberForAnAnswer()
    {
        byte[] body =
        [
            .. """{"title":"edge 95"}"""u8, .. "\r\n \t\r\n\n"u8, .. """{"title":"""u8, (byte)'"', 0xff, .. "\"}\n"u8, .. "{\"title\":\n"u8,
            .. """{"title":"x","severity":"awful"}"""u8, .. "\n[]\nnull\n"u8, .. """{"title":"edge 95","include":["all"]}"""u8, .. "\n"u8, .. """{"title":"last edge 95"}"""u8,
        ];

        var items = await PostAsync(body);

        Assert.Equal([200, 400, 400, 422, 400, 400, 422, 200], items.Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal([4, 5, 6, 7, 8, 9], items[1..7].Select(LineOf));
        var problem = items[3].GetProperty("problem");
        Assert.Equal(("/problems/invalid", "/severity"), (problem.Text("type"), problem.GetProperty("errors")[0].Text("pointer")));
        Assert.StartsWith("Line 5 cannot be read at /title: ", items[2].GetProperty("problem").Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item_OfALine_IsTheItemOfTheArrayForm()
    {
        const string Alert = """{"title":"edge 95 a<b>ü","labels":{"site":"osl1"},"include":["explanation","similar"]}""";

        var (_, array) = await _service.PostRawAsync(Path, $"[{Alert}]");

        Assert.Equal(array.GetProperty("items")[0].GetRawText(), Assert.Single(await PostAsync(Alert)).GetRawText());
    }

    [Fact]
    public async Task Empty_HasNoItems() => Assert.Empty(await PostAsync(""));

    [Fact]
    public async Task NoModel_Is503BeforeAnythingIsRead()
    {
        await using var service = await RunningService.StartAsync(scorer: new NoScorer());

        var (status, problem) = await service.PostRawAsync(Path, """{"title":"x"}""", Ndjson);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/no-model"), (status, problem.Text("type")));
    }

    [Fact]
    public async Task Client_SilentTooLong_HasItsAnswerEnded()
    {
        using var request = await OpenRequest.StartAsync(_service, Path, Ndjson);
        await request.SendAsync("""{"title":"edge 95"}""" + "\n" + """{"title":"never whole""");
        await request.HeadAsync();
        Assert.NotNull(await request.ReadAsync());

        var end = request.ReadAsync();
        await Eventually.GetAsync(async () =>
        {
            _service.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
            return end.IsCompleted;
        }, ended => ended);

        Assert.Null(await end);
    }

    [Fact]
    public async Task Service_Stopping_EndsTheAnswer()
    {
        using var request = await OpenRequest.StartAsync(_service, Path, Ndjson);
        await request.HeadAsync();

        _service.Get<IHostApplicationLifetime>().StopApplication();

        Assert.Null(await request.ReadAsync());
    }

    [Fact]
    public async Task Client_GoneInTheMiddle_IsNoErrorOfOurs()
    {
        using var log = new CollectingLog();
        await using (var service = await RunningService.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log)))
        {
            using var request = await OpenRequest.StartAsync(service, Path, Ndjson);
            await request.SendAsync("""{"title":"edge 95"}""" + "\n" + """{"title":"ed""");
            await request.HeadAsync();
            Assert.NotNull(await request.ReadAsync());
        }       // the client is killed, then the service waits for what is under way and stops

        Assert.Empty(log.Lines);
    }

    private Task<JsonElement[]> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    private async Task<JsonElement[]> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        using var response = await _service.Http.PostAsync(Path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static string FirstWord(JsonElement? item) => item!.Value.GetProperty("score").GetProperty("explanation")[0].Text("evidence");

    private static int LineOf(JsonElement item) => item.GetProperty("problem").GetProperty("line").GetInt32();

    /// <summary>Keeps what is logged as a warning or worse.</summary>
    private sealed class CollectingLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && eventId.Name != "HeartbeatSlow")        // of Kestrel: what a busy machine does
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
