using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Classifier.Api.Chat;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Attacks;

/// <summary>
/// Part E of the attack table: addresses that we call answer as no honest one does. Rows 73 and 75 for addresses that come with a
/// message are in <c>SnsTests</c>, 73 and 74 for webhooks of ours in <c>WebhookRowsTests</c>.
/// </summary>
public sealed class OutgoingRowsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _visits = [];
    private WebApplication _server = null!;

    public static TheoryData<string> Callers => ["slack", "teams token", "teams graph", "teams bot", "sns", "pagerduty", "calendar", "webhook"];

    public static TheoryData<string> Readers => ["slack", "teams token", "teams graph", "teams bot", "sns", "pagerduty", "calendar"];

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
    [MemberData(nameof(Readers))]
    public async Task Row76_AnswerWithoutEndOrOfTenGigabytes_IsNotReadBeyondABound(string caller)
    {
        foreach (var how in (string[])["endless", "huge"])
        {
            var fault = await FaultOfAsync(caller, "http", how);

            Assert.Contains("maximum buffer size", fault, StringComparison.Ordinal);
            Assert.DoesNotContain($"{int.MaxValue}", fault, StringComparison.Ordinal);      // the library's own
        }
    }

    /// <summary>A webhook's answer is its status: what follows is not waited for, and the connection is given up.</summary>
    [Theory]
    [InlineData("Transfer-Encoding: chunked", "10000\r\n")]
    [InlineData("Content-Length: 10737418240", "")]
    public async Task Row76_AnswerToAWebhookWithoutEndOrOfTenGigabytes_IsNotRead(string length, string chunk)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = WriteWithoutEndAsync(listener, $"HTTP/1.1 200 OK\r\n{length}\r\n\r\n", chunk);

        Assert.Equal("", await FaultOfAsync("webhook", $"http://{listener.LocalEndpoint}/"));

        Assert.InRange(await sent, 1, 8 * 1024 * 1024);      // what the buffers on the way took
    }

    [Fact]
    public async Task Row76_AnswerToAWebhookWithoutEndOfHeaders_IsAFault() =>
        Assert.Contains("exceeded", await FaultOfAsync("webhook", "http", "headers"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Row77_CertificateOfNobody_IsAFaultAndNothingIsSent(string caller)
    {
        Assert.Contains("SSL", await FaultOfAsync(caller, "https", "plain"), StringComparison.Ordinal);

        Assert.Empty(_visits);      // neither there nor without encryption
    }

    /// <summary>Answers one request until the other side has gone.</summary>
    /// <returns>How many bytes were taken.</returns>
    private static async Task<long> WriteWithoutEndAsync(TcpListener listener, string head, string chunk)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[64 * 1024], Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        byte[] piece = [.. Encoding.ASCII.GetBytes(chunk), .. new byte[64 * 1024], .. chunk.Length > 0 ? "\r\n"u8 : []];
        for (var sent = 0L; ; sent += piece.Length)
        {
            try
            {
                await stream.WriteAsync(piece, Token);
            }
            catch (IOException)
            {
                return sent;
            }
        }
    }

    private Task<string> FaultOfAsync(string caller, string scheme, string how) => FaultOfAsync(caller, $"{_server.Urls.First(u => u.StartsWith($"{scheme}:", StringComparison.Ordinal))}/{how}/");

    /// <summary>Has the service call the address.</summary>
    /// <returns>What it says went wrong.</returns>
    private static async Task<string> FaultOfAsync(string caller, string address)
    {
        var feed = caller == "pagerduty" ? "pagerduty: PI7DH85" : caller == "calendar" ? $"calendar: {address}rota.ics" : null;
        using var home = new TestHome(feed is null ? null : Some.DirectoryYaml.Replace("location: oslo, people: [ola, kari], starts: 2026-01-05T08:00, shift: 7d", $"location: oslo, {feed}", StringComparison.Ordinal));
        await using var teams = await FakeTeams.StartAsync();
        await using var service = await RunningService.StartAsync(home: home, settings: new Dictionary<string, string>(TeamsDeliveries.Settings(teams))
        {
            ["Chat:Connectors:2"] = "teams",
            ["Chat:Teams:TokenUrl"] = caller == "teams token" ? address : $"{teams.TokenUrl}",
            ["Chat:Teams:GraphUrl"] = address,
            ["Chat:Teams:ServiceUrl"] = address,
            ["Chat:Teams:AllowedServiceUrls:0"] = address,
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Connectors:1"] = "webhook",
            ["Chat:Webhook:Url"] = address,
            ["Chat:Webhook:Secret"] = WebhookReceiver.Secret,
            ["Chat:Webhook:AllowInside:0"] = "127.0.0.1",
            ["Chat:Slack:BotToken"] = "xoxb-0",
            ["Chat:Slack:ApiUrl"] = address,
            ["OnCall:PagerDuty:Token"] = "t",
            ["OnCall:PagerDuty:ApiUrl"] = address,
        });
        switch (caller)
        {
            case "slack":
                return (await Assert.ThrowsAsync<ChatException>(() => service.Get<ConnectorSet>().Get("slack").PostAsync(new("slack", "C1", "x"), ChatMessage.Plain("x"), Token))).Message;
            case "teams token" or "teams graph":
                return (await Assert.ThrowsAsync<ChatException>(() => service.Get<ConnectorSet>().Get("teams").SetTopicAsync(new("teams", "19:x@thread.tacv2", "x"), "x", Token))).Message;
            case "teams bot":
                return (await Assert.ThrowsAsync<ChatException>(() => service.Get<ConnectorSet>().Get("teams").PostAsync(new("teams", "19:x@thread.tacv2", "x"), ChatMessage.Plain("x"), Token))).Message;
            case "webhook":
                return (await Record.ExceptionAsync(() => service.Get<ConnectorSet>().Get("webhook").PostAsync(new("webhook", "x", "x"), ChatMessage.Plain("x"), Token)))?.Message ?? "";
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
                while (!(await context.Response.BodyWriter.WriteAsync(piece, context.RequestAborted)).IsCompleted)
                {
                    // Until the other side has gone.
                }
                break;
            case "headers":
                for (var i = 0; i < 100; i++)
                    context.Response.Headers[$"x-{i}"] = new string('x', 1024);
                break;
        }
    }
}
