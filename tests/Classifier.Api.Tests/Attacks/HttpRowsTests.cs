using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Attacks;

/// <summary>
/// Part A of the attack table, by its rows: HTTP and JSON as no honest sender writes them. After each the service answers, and
/// nothing is stored that was refused.
/// </summary>
public sealed class HttpRowsTests : IAsyncLifetime
{
    private const string Alert = """{"title":"edge 95 x"}""";
    private RunningService _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        using (var alive = await _service.Http.GetAsync("/health/ready", CancellationToken.None))
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public Task Row01_NoObject_Is400(string body) => IsRefusedAsync(400, body);

    [Fact]
    public async Task Row02_OneByteOverTheLimit_Is413()
    {
        Assert.Equal(202, await PostAsync(Padded(256 * 1024)));
        Assert.Equal(413, await PostAsync(Padded(256 * 1024 + 1)));
        await StoredAsync(1);
    }

    [Fact]
    public async Task Row03_ChunksWithoutEnd_EndWithTheConnection()
    {
        using var raw = await RawHttp.ConnectAsync(_service);
        await raw.SendAsync(RawHttp.Post(_service, "Transfer-Encoding: chunked\r\n"));
        var chunk = $"1000\r\n{new string('a', 0x1000)}\r\n";
        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
                await raw.SendAsync(chunk);
        });
        await StoredAsync(0);
    }

    [Fact]
    public async Task Row04_LengthLongerThanWhatIsSent_StoresNothing()
    {
        using (var raw = await RawHttp.ConnectAsync(_service))
            await raw.SendAsync(RawHttp.Post(_service, "Content-Length: 1000\r\n") + Alert);
        await StoredAsync(0);
    }

    [Fact]
    public async Task Row05_TwoHundredSlowSenders_AreCutAndOthersAreServed()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => RawHttp.ConnectAsync(_service)));
        foreach (var raw in slow)
            await raw.SendAsync(RawHttp.Post(_service, "Content-Length: 1000\r\n") + "{");
        var began = Stopwatch.GetTimestamp();

        Assert.Equal(202, await PostAsync(Alert));
        await Task.WhenAll(slow.Select(raw => raw.ReadAsync(TimeSpan.FromMinutes(2))));

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(90), "a connection that sends nothing was kept");
        foreach (var raw in slow)
            raw.Dispose();
        await StoredAsync(1);
    }

    [Fact]
    public async Task Row06_CompressedBody_Is415()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(new byte[32 * 1024 * 1024], Token);
        foreach (var path in (string[])["/v1/alerts", "/v1/score", "/v1/alerts/alertmanager"])
        {
            using var content = Body(packed.ToArray(), "application/json");
            content.Headers.ContentEncoding.Add("gzip");
            using var answer = await _service.Http.PostAsync(path, content, Token);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }
        await StoredAsync(0);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Row07_OtherMediaType_Is415(string type)
    {
        Assert.Equal(415, await PostAsync(Encoding.UTF8.GetBytes(Alert), type));
        await StoredAsync(0);
    }

    [Fact]
    public async Task Row08_Utf16_IsRefused()
    {
        Assert.Equal(400, await PostAsync(Encoding.Unicode.GetBytes(Alert)));
        Assert.Contains(await PostAsync(Encoding.Unicode.GetBytes(Alert), "application/json; charset=utf-16"), (int[])[400, 415]);
        await StoredAsync(0);
    }

    [Fact]
    public async Task Row09_ByteOrderMark_IsAnsweredTheSameEverywhere()
    {
        foreach (var path in (string[])["/v1/alerts", "/v1/score", "/v1/score/batch", "/v1/alerts/alertmanager"])
        {
            using var content = Body([0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(path.EndsWith("batch", StringComparison.Ordinal) ? $"[{Alert}]" : Alert)], "application/json");
            using var answer = await _service.Http.PostAsync(path, content, Token);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    public async Task Row10_BrokenUtf8_Is400(byte[] bytes)
    {
        Assert.Equal(400, await PostAsync([.. "{\"title\":\""u8, .. bytes, .. "\"}"u8]));
        await StoredAsync(0);
    }

    [Fact]
    public Task Row11_LoneSurrogate_Is400() => IsRefusedAsync(400, """{"title":"\ud800"}""");

    [Fact]
    public async Task Row12_Nul_IsKeptAsTheReplacementCharacterOnEveryDatabase()
    {
        var alert = await _service.SendAsync(new { title = "edge 95 a\0b\u0007" });

        Assert.DoesNotContain('\0', alert.Text("title"));
    }

    [Fact]
    public async Task Row13_TooDeep_Is400AtOnce()
    {
        await IsRefusedAsync(400, $"{{\"title\":\"x\",\"extra\":{new string('[', 33)}{new string(']', 33)}}}");
        await IsRefusedAsync(400, new string('[', 100_000));
    }

    [Theory]
    [InlineData("""{"title":"x","title":"y"}""")]
    [InlineData("""{"title":"x","t\u0069tle":"y"}""")]
    public Task Row14_MemberTwice_Is400(string body) => IsRefusedAsync(400, body);

    [Theory]
    [InlineData("""{"title":"x"/**/}""")]
    [InlineData("""{"title":"x",}""")]
    [InlineData("""{"title":"x"}{}""")]
    public Task Row15_NotJson_Is400(string body) => IsRefusedAsync(400, body);

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("-0")]
    [InlineData("9223372036854775808")]
    [InlineData("9007199254740993")]
    public async Task Row16_NumbersWhereTextBelongs_Are400AndNothingIsRounded(string number)
    {
        await IsRefusedAsync(400, $$"""{"title":{{number}}}""");
        await IsRefusedAsync(400, """{"title":"x","labels":{"a":<n>}}""".Replace("<n>", number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row20_WrongMethodTraceAndOverride_Are405WithAllow()
    {
        foreach (var method in (string[])["PUT", "DELETE", "TRACE"])
        {
            using var request = new HttpRequestMessage(new(method), "/v1/score");
            request.Headers.Add("X-HTTP-Method-Override", "POST");
            using var answer = await _service.Http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Contains("POST", answer.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task Row21_HeadersTooLongOrTooMany_Are431()
    {
        Assert.StartsWith("HTTP/1.1 431", await RawHttp.AskAsync(_service, $"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('x', 64 * 1024)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await RawHttp.AskAsync(_service, $"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: x\r\n"))}\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 21\r\nContent-Length: 22\r\n")]
    [InlineData("Content-Length : 21\r\n")]
    [InlineData("Content-Length: 21\nX: y\r\n")]
    public async Task Row22_AmbiguousHead_Is400(string headers)
    {
        Assert.StartsWith("HTTP/1.1 400", await RawHttp.AskAsync(_service, RawHttp.Post(_service, headers) + Alert), StringComparison.Ordinal);
        await StoredAsync(0);
    }

    [Fact]
    public async Task Row22_LengthBesideChunks_IsAtMostOneRequest()
    {
        var answer = await RawHttp.AskAsync(_service, RawHttp.Post(_service, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + $"15\r\n{Alert}\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        Assert.True(answer.Split("HTTP/1.1 ").Length <= 2, answer);
    }

    [Fact]
    public async Task Row23_Http2WithoutTls_IsNotSpoken() =>
        Assert.DoesNotContain("HTTP/2", await RawHttp.AskAsync(_service, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"), StringComparison.Ordinal);

    [Fact]
    public async Task Row24_ForeignHost_Is400InDevelopment_AndLinksNameNoHost()
    {
        Assert.StartsWith("HTTP/1.1 400", await RawHttp.AskAsync(_service, "GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/alerts") { Content = new StringContent(Alert, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        using var answer = await _service.Http.SendAsync(request, Token);
        Assert.StartsWith("/v1/alerts/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row25_ForwardedFor_DoesNotMakeAnotherSender()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Limits:Burst"] = "3", ["Limits:RequestsPerSecond"] = "1" });
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/alerts/github") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Forwarded-For", $"10.0.0.{i}");
            using var answer = await http.SendAsync(request, Token);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Theory]
    [InlineData("/v1/models/..%2f..%2fetc")]
    [InlineData("/v1/models/%00")]
    [InlineData("/v1/incidents/..%2f..%2fetc")]
    public async Task Row26_PathThatLeaves_Is404Or400(string path)
    {
        var answer = await RawHttp.AskAsync(_service, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {_service.Http.DefaultRequestHeaders.Authorization}\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404|422)", answer);
    }

    [Fact]
    public async Task Row27_PreflightOfAnyOrigin_IsAllowedNothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/alerts");
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var answer = await _service.Http.SendAsync(request, Token);

        Assert.DoesNotContain(answer.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] Padded(int bytes) => Encoding.UTF8.GetBytes($$"""{"title":"edge 95 x","description":"{{new string('p', bytes - 38)}}"}""");

    private static ByteArrayContent Body(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private async Task<int> PostAsync(byte[] bytes, string type = "application/json")
    {
        using var content = Body(bytes, type);
        using var answer = await _service.Http.PostAsync("/v1/alerts", content, Token);
        return (int)answer.StatusCode;
    }

    private Task<int> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    private async Task IsRefusedAsync(int status, string body)
    {
        var (answered, problem) = await _service.PostRawAsync("/v1/alerts", body);
        Assert.Equal((status, "/problems/unreadable"), ((int)answered, problem.Text("type")));
        await StoredAsync(0);
    }

    private async Task StoredAsync(int alerts) => Assert.Equal(alerts, (await _service.GetAsync("/v1/alerts")).GetProperty("items").GetArrayLength());
}
