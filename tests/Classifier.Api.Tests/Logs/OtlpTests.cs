using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Classifier.Api.Logs;
using Classifier.Api.Logs.Wire;
using Classifier.Api.Problems;
using Classifier.Api.Tests.Support;
using Classifier.Logs;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using LogRecord = Classifier.Api.Logs.Wire.LogRecord;

namespace Classifier.Api.Tests.Logs;

/// <summary>Log lines by OTLP over HTTP.</summary>
public sealed class OtlpTests
{
    private const string Binary = "application/x-protobuf";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_OfTheSpecification_IsStored()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var file in (string[])["logs.json", "events.json"])
        {
            var (status, answer) = await service.PostRawAsync("/v1/logs", await File.ReadAllTextAsync(Require.Shared("payloads", "otlp", file), Token));
            Assert.Equal((HttpStatusCode.OK, "{}"), (status, answer.GetRawText()));
        }

        var lines = await LinesAsync(service, "my.service");

        var at = DateTimeOffset.FromUnixTimeMilliseconds(1544712660300);
        Assert.Equal(
            new LogLine(at, LogSeverity.Info, "my.service", "", "5b8efff798038103d269b633813fc60c", "Example log record string.attribute=some string boolean.attribute=true int.attribute=10 double.attribute=637.704 array.attribute=many, values map.attribute=some.map.key=some value"),
            lines[0]);
        Assert.Equal("type=0 url=https://www.guidgenerator.com/online-guid-generator.aspx referrer=https://wwww.google.com title=Free Online GUID Generator event.attribute=some event attribute", lines[1].Text);
    }

    [Fact]
    public async Task OpenTelemetryExporter_SendsWithServiceSeverityAndTrace()
    {
        await using var service = await RunningService.StartAsync(at: TimeProvider.System.GetUtcNow());     // the exporter has a clock of its own
        using var activity = new System.Diagnostics.Activity("checkout").Start();
        using (var loggers = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("Checkout", autoGenerateServiceInstanceId: false).AddAttributes([new("host.name", "web-01")]));
            options.AddOtlpExporter((exporter, processor) =>
            {
                // Each line by itself: what is sent at the end alone is given up when that takes long.
                (processor.ExportProcessorType, exporter.TimeoutMilliseconds) = (ExportProcessorType.Simple, 90_000);
                exporter.Endpoint = new(service.Address + "v1/logs");
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Headers = $"Authorization={service.Http.DefaultRequestHeaders.Authorization}";
            });
        })))
        {
            var logger = loggers.CreateLogger("Shop.Payment");
#pragma warning disable CA1848, CA2254, CA1873 // as services write it
            logger.LogWarning("Payment {Order} was slow", 4711);
            logger.LogError(new TimeoutException("no answer in 30 s"), "Payment {Order} failed, password=hunter2!", 4712);
#pragma warning restore CA1848, CA2254, CA1873
        }

        var lines = await Eventually.GetAsync(() => LinesAsync(service, "checkout"), found => found.Count == 2);

        Assert.Equal([LogSeverity.Warn, LogSeverity.Error], lines.Select(l => l.Severity));
        Assert.All(lines, l => Assert.Equal(("checkout", "web-01", activity.TraceId.ToHexString()), (l.Service, l.Host, l.TraceId)));
        Assert.Contains("Payment 4711 was slow", lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("TimeoutException: no answer in 30 s", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains("password=<secret>", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains("Order=4712", lines[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BadRecords_AreRefusedAlone(bool isBinary)
    {
        await using var service = await RunningService.StartAsync();
        var ahead = (ulong)Some.Monday.AddDays(2).ToUnixTimeMilliseconds() * 1_000_000;
        var request = Request(Record("good"), new() { Body = new() { StringValue = "ahead" }, TimeUnixNano = ahead }, new());

        using var response = isBinary
            ? await PostAsync(service, request.ToByteArray(), Binary)
            : await PostAsync(service, Encoding.UTF8.GetBytes($$$"""{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"edge"}}]},"scopeLogs":[{"logRecords":[{"body":{"stringValue":"good"}},{"body":{"stringValue":"ahead"},"timeUnixNano":"{{{ahead}}}"},{}]}]}]}"""), "application/json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync(Token);
        if (isBinary)
        {
            var partial = ExportResponse.Parser.ParseFrom(body).PartialSuccess;
            Assert.Equal((2L, "the time is more than 24 hours ahead"), (partial.RejectedLogRecords, partial.ErrorMessage));
        }
        else
        {
            Assert.Equal("""{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"the time is more than 24 hours ahead"}}""", Encoding.UTF8.GetString(body));
        }
        Assert.Equal("good", Assert.Single(await LinesAsync(service, "edge")).Text);
    }

    [Fact]
    public async Task MoreRecordsThanARequestMayHold_AreRefused()
    {
        await using var service = await RunningService.StartAsync();

        using var response = await PostAsync(service, Packed.Gzip(Request([.. Enumerable.Range(0, OtlpLines.MaxRecords + 7).Select(i => Record($"line {i}"))]).ToByteArray()), Binary, "gzip");

        Assert.Equal(7, ExportResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Token)).PartialSuccess.RejectedLogRecords);
        Assert.Equal("line 9999", (await LinesAsync(service, "edge"))[^1].Text);
    }

    [Theory]
    [InlineData("""{"resourceLogs":[{"scopeLogs":7}]}""", "at /resourceLogs/0/scopeLogs")]
    [InlineData("""{"resourceLogs":[],"resourceLogs":[]}""", "resourceLogs")]
    [InlineData("""{"resourceLogs":[""", "cannot be read")]
    [InlineData("", "cannot be read")]
    public async Task Json_Unreadable_IsAStatus(string json, string expected)
    {
        await using var service = await RunningService.StartAsync();

        var (status, answer) = await service.PostRawAsync("/v1/logs", json);

        Assert.Equal((HttpStatusCode.BadRequest, 3), (status, answer.GetProperty("code").GetInt32()));
        Assert.Contains(expected, answer.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_UnreadableOrNotGzip_IsAStatusInBinary()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (body, encoding) in new (byte[], string?)[] { ([0x0A, 0xFF, 0x01], null), (Request(Record("x")).ToByteArray(), "gzip"), (Packed.Gzip(Request(Record("x")).ToByteArray())[..^12], "gzip") })
        {
            using var response = await PostAsync(service, body, Binary, encoding);

            Assert.Equal((HttpStatusCode.BadRequest, Binary), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.Equal(3, RpcStatus.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Token)).Code);
        }
        Assert.Empty(await LinesAsync(service, "edge"));
    }

    [Fact]
    public async Task GzipBomb_IsRefusedBeforeItIsUnpacked()
    {
        await using var service = await RunningService.StartAsync();
        var bomb = Packed.Gzip(new byte[300 * 1024 * 1024]);

        using var response = await PostAsync(service, bomb, Binary, "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ApiProblemException>(() => LogBody.Unpack(bomb, "gzip"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * LogBody.MaxBytes);
    }

    [Theory]
    [InlineData("text/html", null)]
    [InlineData("application/json", "br")]
    public async Task OtherTypeOrEncoding_Is415(string type, string? encoding)
    {
        await using var service = await RunningService.StartAsync();

        using var response = await PostAsync(service, "{}"u8.ToArray(), type, encoding);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Key_WithScopeAlerts_IsNeeded()
    {
        await using var service = await RunningService.StartAsync();
        using var stranger = new HttpClient { BaseAddress = service.Http.BaseAddress };
        using var scorer = await service.WithKeyAsync("score");
        using var sender = await service.WithKeyAsync("alerts");

        foreach (var (http, expected) in new[] { (stranger, HttpStatusCode.Unauthorized), (scorer, HttpStatusCode.Forbidden), (sender, HttpStatusCode.OK) })
        {
            using var response = await http.PostAsync("/v1/logs", new StringContent("{}", Encoding.UTF8, "application/json"), Token);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Fact]
    public async Task StoreAway_Is503WithRetryAfter()
    {
        await using var service = await RunningService.StartAsync(configure: services => services.AddSingleton<ILogStore>(new AbsentLogs()));

        using var response = await PostAsync(service, Request(Record("x")).ToByteArray(), Binary);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(14, RpcStatus.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Token)).Code);
    }

    [Fact]
    public async Task TooManyAtOnce_Is429WithRetryAfter()
    {
        using var slow = new SlowLogs();
        await using var service = await RunningService.StartAsync(configure: services => services.AddSingleton<ILogStore>(slow));
        var body = Request(Record("x")).ToByteArray();
        var held = Enumerable.Range(0, 4).Select(_ => PostAsync(service, body, Binary)).ToList();
        await Eventually.GetAsync(() => Task.FromResult(slow.Waiting), waiting => waiting == 4);

        using var refused = await PostAsync(service, body, Binary);
        slow.Release();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.All(await Task.WhenAll(held), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task Retention_DeletesByAgeAndNumber()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Logs:KeepFor"] = "01:00:00", ["Logs:KeepLines"] = "1000" });
        await PostAsync(service, Request([.. Enumerable.Range(0, 1700).Select(i => Record($"line {i}"))]).ToByteArray(), Binary);
        var retention = service.Get<LogRetention>();

        await retention.DeleteAsync(Token);     // the rest, where its own look has come this far
        Assert.Equal(1000, (await LinesAsync(service, "edge")).Count);
        service.Clock.Advance(TimeSpan.FromMinutes(61));
        await Eventually.GetAsync(() =>
        {
            service.Clock.Advance(TimeSpan.FromMinutes(1));
            return LinesAsync(service, "edge");
        }, found => found.Count == 0);
    }

    private static ExportRequest Request(params ReadOnlySpan<LogRecord> records)
    {
        var scope = new ScopeLogs();
        scope.LogRecords.AddRange(records.ToArray());
        var resource = new ResourceLogs { Resource = new(), ScopeLogs = { scope } };
        resource.Resource.Attributes.Add(new KeyValue { Key = "service.name", Value = new() { StringValue = "edge" } });
        return new() { ResourceLogs = { resource } };
    }

    private static LogRecord Record(string text) => new() { Body = new() { StringValue = text } };

    private static async Task<HttpResponseMessage> PostAsync(RunningService service, byte[] body, string type, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return await service.Http.PostAsync("/v1/logs", content, Token);
    }

    private static async Task<IReadOnlyList<LogLine>> LinesAsync(RunningService service, string name) =>
        await service.Get<LogDesk>().LinesAsync(name, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10_000, Token);

    /// <summary>A store that takes its time.</summary>
    private sealed class SlowLogs : ILogStore, IDisposable
    {
        private readonly SemaphoreSlim _released = new(0);
        private int _waiting;

        public int Waiting => Volatile.Read(ref _waiting);

        public void Release() => _released.Release(int.MaxValue);

        public void Dispose() => _released.Dispose();

        public Task AddAsync(IReadOnlyList<LogLine> lines, DateTimeOffset receivedAt, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _waiting);
            return _released.WaitAsync(cancellationToken);
        }

        public Task<IReadOnlyList<LogLine>> LastAsync(LogQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LogLine>>([]);

        public Task<int> DeleteOldestAsync(DateTimeOffset before, long keep, int atMost, CancellationToken cancellationToken) => Task.FromResult(0);
    }

    /// <summary>The store while it is away.</summary>
    private sealed class AbsentLogs : ILogStore
    {
        public Task AddAsync(IReadOnlyList<LogLine> lines, DateTimeOffset receivedAt, CancellationToken cancellationToken) => throw Away();

        public Task<IReadOnlyList<LogLine>> LastAsync(LogQuery query, CancellationToken cancellationToken) => throw Away();

        public Task<int> DeleteOldestAsync(DateTimeOffset before, long keep, int atMost, CancellationToken cancellationToken) => throw Away();

        private static Classifier.Storage.StoreUnavailableException Away() => new("away", new IOException());
    }
}
