using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Classifier.Api.Chat;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Attacks;

/// <summary>
/// Part E of the attack table: addresses that we call answer as no honest one does. Rows 73 and 75 for addresses that come with a
/// message are in <c>SnsTests</c>.
/// </summary>
public sealed class OutgoingRowsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _visits = [];
    private WebApplication _server = null!;

    public static TheoryData<string> Callers => ["slack", "sns", "pagerduty", "calendar"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        _server = builder.Build();
        _server.Map("/{how}/{**rest}", AnswerAsync);
        await _server.StartAsync(Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Row75_AnswerThatPointsInside_IsNotFollowed(string caller)
    {
        Assert.Contains("302", await FaultOfAsync(caller, "http", "moved"), StringComparison.Ordinal);

        Assert.Contains("moved", _visits);
        Assert.DoesNotContain("inside", _visits);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Row76_AnswerWithoutEndOrOfTenGigabytes_IsNotReadBeyondABound(string caller)
    {
        foreach (var how in (string[])["endless", "huge"])
        {
            var fault = await FaultOfAsync(caller, "http", how);

            Assert.Contains("maximum buffer size", fault, StringComparison.Ordinal);
            Assert.DoesNotContain($"{int.MaxValue}", fault, StringComparison.Ordinal);      // the library's own
        }
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Row77_CertificateOfNobody_IsAFaultAndNothingIsSent(string caller)
    {
        Assert.Contains("SSL", await FaultOfAsync(caller, "https", "plain"), StringComparison.Ordinal);

        Assert.Empty(_visits);      // neither there nor without encryption
    }

    /// <summary>Has the service call the address.</summary>
    /// <returns>What it says went wrong.</returns>
    private async Task<string> FaultOfAsync(string caller, string scheme, string how)
    {
        var address = $"{_server.Urls.First(u => u.StartsWith($"{scheme}:", StringComparison.Ordinal))}/{how}/";
        var feed = caller == "pagerduty" ? "pagerduty: PI7DH85" : caller == "calendar" ? $"calendar: {address}rota.ics" : null;
        using var home = new TestHome(feed is null ? null : Some.DirectoryYaml.Replace("location: oslo, people: [ola, kari], starts: 2026-01-05T08:00, shift: 7d", $"location: oslo, {feed}", StringComparison.Ordinal));
        await using var service = await RunningService.StartAsync(home: home, settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = "xoxb-0",
            ["Chat:Slack:ApiUrl"] = address,
            ["OnCall:PagerDuty:Token"] = "t",
            ["OnCall:PagerDuty:ApiUrl"] = address,
        });
        switch (caller)
        {
            case "slack":
                return (await Assert.ThrowsAsync<ChatException>(() => service.Get<ConnectorSet>().Get("slack").PostAsync(new("slack", "C1", "x"), ChatMessage.Plain("x"), Token))).Message;
            case "sns":
                return (await Assert.ThrowsAsync<HttpRequestException>(() => service.Get<ISnsClient>().GetAsync(new(address), Token))).Message;
            default:
                await service.Get<ShiftReader>().ReadAsync(Token);
                return (await service.GetAsync("/v1/audit")).ToString();
        }
    }

    private async Task AnswerAsync(HttpContext context, string how)
    {
        _visits.Enqueue(how);
        switch (how)
        {
            case "moved":
                context.Response.Redirect($"{_server.Urls.First()}/inside/x");
                break;
            case "endless" or "huge":
                context.Response.ContentLength = how == "huge" ? 10L << 30 : null;
                var piece = new byte[64 * 1024];
                while (!context.RequestAborted.IsCancellationRequested)
                    await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                break;
        }
    }
}
