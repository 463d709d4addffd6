using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Classifier.Api.Intake;
using Classifier.Api.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Classifier.Api.Tests.Sources;

/// <summary>Who may post to a source: whoever has a key, or its signature or password, over the bytes as sent. Rows 40 to 44 of the attack table; 42 is in <c>IdempotencyTests</c>.</summary>
public sealed class SignatureTests
{
    private const string Body = """{"zen":"Keep it logically awesome."}""";

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "sha256=")]
    [InlineData("jira", "X-Hub-Signature", "sha256=")]
    [InlineData("sentry", "Sentry-Hook-Signature", "")]
    [InlineData("pagerduty", "X-PagerDuty-Signature", "v1=")]
    public async Task Row40_SignatureOfAnotherSecretOrNone_Is401(string source, string header, string prefix)
    {
        await using var service = await StartAsync(source, "old secret", "new secret");
        string Signature(string secret, string body = Body) => prefix + Hex(secret, body);

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, source, Body, (header, Signature("old secret"))));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, source, Body, (header, Signature("new secret"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, Body, (header, Signature("gone secret"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, Body, (header, Signature("new secret")[..^2])));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, Body, (header, "")));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, Body));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, "not even JSON", (header, Signature("gone secret"))));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(service, source, "not even JSON", (header, Signature("new secret", "not even JSON"))));
    }

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "sha256=")]
    [InlineData("sentry", "Sentry-Hook-Signature", "")]
    public async Task Row43_SameJsonWrittenAnotherWay_IsNotWhatWasSigned(string source, string header, string prefix)
    {
        await using var service = await StartAsync(source, "a secret");
        var signature = (header, prefix + Hex("a secret", Body));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, source, Body, signature));
        foreach (var again in (string[])[Body.Replace(":", ": ", StringComparison.Ordinal), Body + "\n", Body.Replace("K", "\\u004b", StringComparison.Ordinal)])
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, source, again, signature));
    }

    [Fact]
    public async Task Row44_PagerDutyWithSeveralSignaturesWhileASecretIsChanged_IsLetInByAnyOfThem()
    {
        await using var service = await StartAsync("pagerduty", "new secret");

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "pagerduty", Body, ("X-PagerDuty-Signature", $"v1={Hex("old secret", Body)},v1={Hex("new secret", Body)}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "pagerduty", Body, ("X-PagerDuty-Signature", $"v1={Hex("old secret", Body)},v2={Hex("new secret", Body)}")));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Accepted)]
    [InlineData(-300, HttpStatusCode.Accepted)]
    [InlineData(300, HttpStatusCode.Accepted)]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    public async Task Row41_GrafanaWithItsTimeWithinTheWindow_IsLetIn(int seconds, HttpStatusCode expected)
    {
        await using var service = await StartAsync("grafana", "a secret");
        var timestamp = service.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        const string Group = """{"alerts":[{"labels":{"alertname":"edge 95 x"}}]}""";

        var status = await PostAsync(service, "grafana", Group, ("X-Grafana-Alerting-Signature", Hex("a secret", $"{timestamp}:{Group}")), ("X-Grafana-Alerting-Timestamp", timestamp));
        var withOther = await PostAsync(service, "grafana", Group, ("X-Grafana-Alerting-Signature", Hex("a secret", $"{timestamp}:{Group}")), ("X-Grafana-Alerting-Timestamp", timestamp + "0"));
        var without = await PostAsync(service, "grafana", Group, ("X-Grafana-Alerting-Signature", Hex("a secret", Group)));

        Assert.Equal((expected, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (status, withOther, without));
    }

    [Fact]
    public async Task WithoutAConfiguredSecret_KeysAloneAreLetIn()
    {
        await using var service = await RunningService.StartAsync();
        using var alerts = await service.WithKeyAsync("alerts");
        using var score = await service.WithKeyAsync("score");

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex("", Body))));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "github", Body, ("Authorization", alerts.DefaultRequestHeaders.Authorization!.ToString())));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(service, "github", Body, ("Authorization", score.DefaultRequestHeaders.Authorization!.ToString())));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "alertmanager", Body, ("X-Hub-Signature-256", "sha256=" + Hex("", Body))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "no-such-source", Body));
    }

    [Fact]
    public async Task Basic_WithUserAndPassword_IsLetIn()
    {
        await using var service = await StartAsync("pingdom", "pingdom:a pass:word");
        static (string, string) Basic(string text) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        const string Check = """{"check_name":"edge 95 x","current_state":"UP"}""";

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "pingdom", Check, Basic("pingdom:a pass:word")));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "pingdom", Check, Basic("pingdom:a pass")));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "pingdom", Check, ("Authorization", "Basic ???")));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "pingdom", Check));
    }

    [Fact]
    public async Task Row44_SecretFile_BothWhileItIsChanged_ThenTheNewOneAlone()
    {
        using var home = new TestHome();
        var file = Path.Combine(home.Root, "github.secret");
        await File.WriteAllTextAsync(file, "first\n", TestContext.Current.CancellationToken);
        await using var service = await RunningService.StartAsync(home: home, settings: new Dictionary<string, string> { ["Sources:github:SecretFile"] = file });
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex("first", Body))));

        await File.WriteAllTextAsync(file, "first\nsecond\n", TestContext.Current.CancellationToken);
        foreach (var secret in (string[])["first", "second"])
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex(secret, Body))));
        await File.WriteAllTextAsync(file, "second\n", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex("first", Body))));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex("second", Body))));
        File.Delete(file);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(service, "github", Body, ("X-Hub-Signature-256", "sha256=" + Hex("second", Body))));
    }

    [Fact]
    public async Task Row40_Refusal_NeitherEchoesTheBodyNorSaysWhatWasWrong()
    {
        await using var service = await StartAsync("github", "a secret");
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        async Task<string> TellAsync(string signature)
        {
            using var request = Request("github", """{"canary":"7f3a"}""", ("X-Hub-Signature-256", signature));
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var problem = await RunningService.BodyAsync(response);
            Assert.Equal("/problems/unauthorized", problem.Text("type"));
            return problem.Text("detail");
        }

        var details = new[] { await TellAsync("sha256=00"), await TellAsync("sha1=00"), await TellAsync("sha256=" + Hex("other", "")) };

        Assert.Single(details.Distinct());
        Assert.DoesNotContain("7f3a", details[0], StringComparison.Ordinal);
    }

    /// <summary>The examples of the vendors' documentation: GitHub, "Validating webhook deliveries"; Jira, "Secure admin webhooks".</summary>
    [Theory]
    [InlineData("Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("Hello World!", "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")]
    public void IsValid_OfTheVendorsOwnExample_IsTrue(string body, string signature)
    {
        var auth = new HmacAuth("X-Hub-Signature-256", "sha256=", "sha256", "hex", null, TimeSpan.FromMinutes(5), "", "");
        var headers = new HeaderDictionary { ["X-Hub-Signature-256"] = "sha256=" + signature };

        Assert.True(HmacSignature.IsValid(auth, headers, Encoding.UTF8.GetBytes(body), ["It's a Secret to Everybody"], Some.Monday));
        Assert.False(HmacSignature.IsValid(auth, headers, Encoding.UTF8.GetBytes(body + "."), ["It's a Secret to Everybody"], Some.Monday));
    }

    [Theory]
    [InlineData("sha1", "base64")]
    [InlineData("sha512", "hex")]
    public void IsValid_ByOtherAlgorithmsAndEncodings_TakesThem(string algorithm, string encoding)
    {
        var auth = new HmacAuth("X-Signature", "", algorithm, encoding, null, TimeSpan.FromMinutes(5), "v0.", ".end");
        var text = "v0.body.end"u8.ToArray();
        var hash = algorithm == "sha1" ? SHA1(text) : HMACSHA512.HashData("key"u8, text);

        var headers = new HeaderDictionary { ["X-Signature"] = encoding == "hex" ? Convert.ToHexString(hash) : Convert.ToBase64String(hash) };

        Assert.True(HmacSignature.IsValid(auth, headers, "body"u8, ["key"], Some.Monday));
    }

    [Fact]
    public void Signed_IsKnownByItsBytesAndItsSourceAlone()
    {
        var digest = Delivery.Signed("github", "{}"u8).Once!.KeyHash;

        Assert.Equal(digest, Delivery.Signed("github", "{}"u8).Once!.KeyHash);
        Assert.NotEqual(digest, Delivery.Signed("github", "{ }"u8).Once!.KeyHash);
        Assert.NotEqual(digest, Delivery.Signed("jira", "{}"u8).Once!.KeyHash);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "What some vendors still sign with.")]
    private static byte[] SHA1(byte[] text) => HMACSHA1.HashData("key"u8, text);

    private static Task<RunningService> StartAsync(string source, params string[] secrets) =>
        RunningService.StartAsync(settings: secrets.Select((secret, i) => (secret, i)).ToDictionary(s => $"Sources:{source}:Secrets:{s.i}", s => s.secret));

    private static string Hex(string secret, string body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private static async Task<HttpStatusCode> PostAsync(RunningService service, string source, string body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        using var request = Request(source, body, headers);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(string source, string body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/alerts/{source}") { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
