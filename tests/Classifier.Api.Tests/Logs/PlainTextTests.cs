using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Classifier.Api.Logs;
using Classifier.Api.Tests.Support;
using Classifier.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Logs;

/// <summary>Log lines as plain text.</summary>
public sealed class PlainTextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_AsServicesWriteThem_HaveTimeSeverityServiceAndHost()
    {
        await using var service = await RunningService.StartAsync();
        const string text = """
            no time yet
            2026-01-05 07:59:00,250 ERROR pool exhausted, password=hunter2!

            [2026-01-05T09:59:01+02:00] warn: slow
                at Shop.Payment.Pay()
            """;

        var answer = await PostAsync(service, "?service=Checkout&host=web-1", Encoding.UTF8.GetBytes(text));

        Assert.Equal((HttpStatusCode.OK, """{"lines":4}"""), answer);
        var (first, second) = (DateTimeOffset.Parse("2026-01-05T07:59:00.250Z", System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse("2026-01-05T07:59:01Z", System.Globalization.CultureInfo.InvariantCulture));
        LogLine[] expected =
        [
            new(service.Clock.GetUtcNow(), LogSeverity.Unspecified, "checkout", "web-1", null, "no time yet"),
            new(first, LogSeverity.Error, "checkout", "web-1", null, "ERROR pool exhausted, password=<secret>"),
            new(second, LogSeverity.Warn, "checkout", "web-1", null, "warn: slow"),
            new(second, LogSeverity.Unspecified, "checkout", "web-1", null, "at Shop.Payment.Pay()"),
        ];
        Assert.Equal(expected.OrderBy(l => l.At), await LinesAsync(service, "checkout"));
    }

    [Fact]
    public async Task PrivateKey_OverMoreLinesThanAreStoredAtOnce_IsNeverKept()
    {
        await using var service = await RunningService.StartAsync();
        var text = $"{string.Concat(Enumerable.Repeat("before\n", 490))}-----BEGIN RSA PRIVATE KEY-----\n{string.Concat(Enumerable.Repeat("MIIEowIBAAKCAQEAplanted\n", 40))}-----END RSA PRIVATE KEY-----\nafter";

        await PostAsync(service, "?service=edge", Encoding.UTF8.GetBytes(text));

        var lines = await LinesAsync(service, "edge");
        Assert.Equal((490, 1, 1), (lines.Count(l => l.Text == "before"), lines.Count(l => l.Text == "<secret>"), lines.Count(l => l.Text == "after")));
        Assert.DoesNotContain(lines, l => l.Text.Contains("planted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuotedBeginningOfAKey_TakesNothingElseAway()
    {
        await using var service = await RunningService.StartAsync();

        var (_, answer) = await PostAsync(service, "?service=edge", "ERROR no -----BEGIN PRIVATE KEY----- in key.pem\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456\nafter it\n"u8.ToArray());

        Assert.Equal("""{"lines":3}""", answer);
        Assert.Equal(["ERROR no <secret>", "<secret>", "after it"], (await LinesAsync(service, "edge")).Select(l => l.Text));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Mark_OfTheEncoding_IsRead(string name)
    {
        await using var service = await RunningService.StartAsync();
        var encoding = Encoding.GetEncoding(name);

        await PostAsync(service, "?service=edge", [.. encoding.GetPreamble(), .. encoding.GetBytes("2026-01-05T07:59:00Z INFO é password=hunter2!\r\nnext")]);

        var lines = await LinesAsync(service, "edge");
        Assert.Equal(["INFO é password=<secret>", "next"], lines.Select(l => l.Text));
        Assert.All(lines, l => Assert.Equal((7, 59), (l.At.Hour, l.At.Minute)));
    }

    [Fact]
    public async Task Secrets_BetweenZeros_OrBelowTheirName_AreFound()
    {
        await using var service = await RunningService.StartAsync();

        await PostAsync(service, "?service=edge", [.. Encoding.Unicode.GetBytes("password=hunter2!\r\npassword:\r\n"), .. "  hunter3! x\nAuthorization: Bearer\neyJhbGciOiJub25lIn0\n"u8]);

        Assert.Equal(["password=<secret>", "password:", "<secret> x", "Authorization: Bearer", "<secret>"], (await LinesAsync(service, "edge")).Select(l => l.Text));
    }

    [Fact]
    public async Task TimeBelowTheNameOfASecret_IsATime()
    {
        await using var service = await RunningService.StartAsync();

        await PostAsync(service, "?service=edge", "2026-01-05T07:59:00Z no access token:\n2026-01-05T08:30:00Z hunter2! started\n"u8.ToArray());

        Assert.Equal([("no access token:", 59), ("<secret> started", 30)], (await LinesAsync(service, "edge")).Select(l => (l.Text, l.At.Minute)));
    }

    [Fact]
    public async Task BreaksOfOtherKinds_LeaveOneLine_AndTimesAheadAreNow()
    {
        await using var service = await RunningService.StartAsync();

        await PostAsync(service, "?service=edge", "2036-01-05T07:59:00Z a\u2028b\u000bc\rd"u8.ToArray());

        var lines = await LinesAsync(service, "edge");
        Assert.Equal(["a b c", "d"], lines.Select(l => l.Text));
        Assert.All(lines, l => Assert.Equal(service.Clock.GetUtcNow(), l.At));
    }

    [Fact]
    public async Task StoreGoesAwayHalfWay_SaysHowMuchWasKept()
    {
        await using var service = await RunningService.StartAsync(configure: services => services.AddSingleton<ILogStore>(new ShortLogs()));

        var (status, answer) = await PostAsync(service, "?service=edge", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 1200))));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("1000 lines were kept", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenMegabytes_AreTaken_AlsoGzipped()
    {
        await using var service = await RunningService.StartAsync();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"2026-01-05T07:59:00Z INFO request {i:000000} of customer {i % 977:000} was answered with 200 in {i % 31:00} ms by node {i % 7}\n")));
        Assert.True(text.Length > 9_000_000, $"{text.Length}");

        Assert.Equal((HttpStatusCode.OK, """{"lines":100000}"""), await PostAsync(service, "?service=edge", Packed.Gzip(text), "gzip"));

        Assert.Equal("INFO request 099999 of customer 345 was answered with 200 in 24 ms by node 4", (await LinesAsync(service, "edge"))[^1].Text);
    }

    [Fact]
    public async Task Binary_OrOneEndlessLine_IsTakenAndCut()
    {
        await using var service = await RunningService.StartAsync();
        var noise = new byte[1_000_000];
        new Random(7).NextBytes(noise);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(service, "?service=noise", noise)).Status);
        Assert.Equal((HttpStatusCode.OK, """{"lines":1}"""), await PostAsync(service, "?service=edge", [.. Enumerable.Repeat((byte)'x', 15 * 1024 * 1024)]));

        Assert.Equal(Classifier.Alerts.AlertLimits.LogLine, Assert.Single(await LinesAsync(service, "edge")).Text.Length);
    }

    [Fact]
    public async Task Refused_IsAProblem_AndNothingIsKept()
    {
        await using var service = await RunningService.StartAsync();
        var line = "x\n"u8.ToArray();
        (string Query, byte[] Body, string? Encoding, HttpStatusCode Expected)[] refused =
        [
            ("", line, null, HttpStatusCode.UnprocessableEntity),
            ("?service=%20", line, null, HttpStatusCode.UnprocessableEntity),
            ("?service=edge", [.. Enumerable.Repeat(line, LogIntake.MaxTextLines + 1).SelectMany(b => b)], null, HttpStatusCode.RequestEntityTooLarge),
            ("?service=edge", [.. Enumerable.Repeat("x\r"u8.ToArray(), LogIntake.MaxTextLines + 1).SelectMany(b => b)], null, HttpStatusCode.RequestEntityTooLarge),
            ("?service=edge", new byte[LogBody.MaxBytes + 1], null, HttpStatusCode.RequestEntityTooLarge),
            ("?service=edge", line, "gzip", HttpStatusCode.BadRequest),
            ("?service=edge", line, "br", HttpStatusCode.UnsupportedMediaType),
        ];

        foreach (var (query, body, encoding, expected) in refused)
        {
            var (status, answer) = await PostAsync(service, query, body, encoding);
            Assert.Equal(expected, status);
            Assert.StartsWith("/problems/", JsonDocument.Parse(answer).RootElement.Text("type"), StringComparison.Ordinal);
        }
        Assert.Empty(await LinesAsync(service, "edge"));
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.OK)]
    [InlineData("Text/Plain; charset=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("text/plain; charset=iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain; charset=utf-8, text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain; charset=\"utf-8", HttpStatusCode.UnsupportedMediaType)]
    public async Task MediaType(string type, HttpStatusCode expected)
    {
        await using var service = await RunningService.StartAsync();
        using var content = new ByteArrayContent("x"u8.ToArray());
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));

        using var response = await service.Http.PostAsync("/v1/logs?service=edge", content, Token);

        Assert.Equal(expected, response.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Answer)> PostAsync(RunningService service, string query, byte[] body, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        using var response = await service.Http.PostAsync($"/v1/logs{query}", content, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private static async Task<IReadOnlyList<LogLine>> LinesAsync(RunningService service, string name) =>
        await service.Get<LogDesk>().LinesAsync(name, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10_000, Token);

    /// <summary>A store that goes away after two batches.</summary>
    private sealed class ShortLogs : ILogStore
    {
        private int _batches;

        public Task AddAsync(IReadOnlyList<LogLine> lines, DateTimeOffset receivedAt, CancellationToken cancellationToken) =>
            ++_batches <= 2 ? Task.CompletedTask : throw new Classifier.Storage.StoreUnavailableException("away", new IOException());

        public Task<IReadOnlyList<LogLine>> LastAsync(LogQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LogLine>>([]);

        public Task<int> DeleteOldestAsync(DateTimeOffset before, long keep, int atMost, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
