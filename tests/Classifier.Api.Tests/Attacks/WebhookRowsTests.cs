using System.Net;
using Classifier.Api.Chat.Webhook;
using Classifier.Api.Identity;
using Classifier.Api.Outgoing;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Attacks;

/// <summary>Part E of the attack table for webhooks of ours: addresses of the inside, as they are configured and as they are connected to.</summary>
public sealed class WebhookRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://127.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f000001/x")]
    [InlineData("https://0x7f.1/x")]
    [InlineData("https://017700000001/x")]
    [InlineData("https://0177.0.0.01:8443/x")]
    [InlineData("https://１２７.０.０.１/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://localhost./x")]
    [InlineData("https://LOCALHOST:8443/x")]
    [InlineData("https://hooks.localhost/x")]
    [InlineData("https://0.0.0.0/x")]
    [InlineData("https://0/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://172.31.255.255/x")]
    [InlineData("https://192.168.0.1/x")]
    [InlineData("https://100.100.100.200/x")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://0xA9FEA9FE/latest/meta-data/")]
    [InlineData("https://168.63.129.16/x")]
    [InlineData("https://224.0.0.1/x")]
    [InlineData("https://255.255.255.255/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::]/x")]
    [InlineData("https://[::ffff:127.0.0.1]/x")]
    [InlineData("https://[::ffff:a9fe:a9fe]/x")]
    [InlineData("https://[::127.0.0.1]/x")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/x")]
    [InlineData("https://[2002:7f00:1::]/x")]
    [InlineData("https://[fd00:ec2::254]/x")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://[ff02::1]/x")]
    public void Row73_AddressInside_IsRefusedWhereItIsConfigured(string url) =>
        Assert.StartsWith("Chat:Webhook:Url is inside (", Assert.Throws<UnsafeDefaultsException>(() => Options(url).Checked()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://hooks.example.com/x")]
    [InlineData("https://8.8.8.8/x")]
    [InlineData("https://172.32.0.1/x")]
    [InlineData("https://[2606:4700:4700::1111]/x")]
    [InlineData("http://10.1.2.3:8080/x", "10.1.0.0/16")]
    [InlineData("http://[::ffff:10.1.2.3]:8080/x", "10.1.2.3")]
    [InlineData("http://hooks.corp/x", "HOOKS.corp")]
    [InlineData("http://localhost:9/x", "localhost")]
    public void Row73_AddressOutsideOrNamed_IsTaken(string url, string? named = null) => Assert.Single(Options(url, named).Checked());

    [Theory]
    [InlineData("http://hooks.example.com/x")]
    [InlineData("http://hooks.example.com/x", "10.0.0.0/8")]
    [InlineData("https://10.1.2.3/x", "10.2.0.0/16")]
    [InlineData("https://user:password@hooks.example.com/x")]
    [InlineData("file:///etc/hostname")]
    [InlineData("gopher://hooks.example.com/x")]
    public void Row73_WithoutEncryptionOrOfAnotherNetworkOrScheme_IsRefused(string url, string? named = null) =>
        Assert.StartsWith("Chat:Webhook:Url ", Assert.Throws<UnsafeDefaultsException>(() => Options(url, named).Checked()).Message, StringComparison.Ordinal);

    /// <summary>Whatever a name looks like: the address that it stands for is looked at on the connection.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fd00:ec2::254")]
    public async Task Row73_NameThatStandsForTheInside_IsBlockedOnTheConnection(string address)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var http = Client(new ScriptedNames([address]));

        var blocked = await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(At(receiver, "hooks.example.com"), null, Token));

        Assert.IsType<InsideAddressException>(blocked.InnerException);
        Assert.Empty(receiver.Deliveries);
    }

    [Fact]
    public async Task Row73_NameThatIsNamed_StandsForPrivateNetworks_NotForMetadata()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var http = Client(new ScriptedNames(["127.0.0.1"], ["169.254.169.254"]), "hooks.corp");

        using var _ = await http.PostAsync(At(receiver, "hooks.corp"), null, Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(At(receiver, "hooks.corp"), null, Token));

        Assert.Single(receiver.Deliveries);
    }

    [Fact]
    public async Task Row73_ServiceThatIsSentInside_GivesUpAndSaysSo()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "webhook",
            ["Chat:Webhook:Url"] = "https://hooks.example.com/x",
            ["Chat:Webhook:Secret"] = WebhookReceiver.Secret,
        }, configure: services => services.AddSingleton<IResolvesNames>(new ScriptedNames(["169.254.169.254"])));

        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "high" });

        var told = (await service.GetAsync($"/v1/incidents/{incident.Text("id")}/timeline")).ToString();
        Assert.Contains("hooks.example.com is inside (link-local); what is meant to be inside is named in AllowInside", told, StringComparison.Ordinal);
    }

    /// <summary>The first answer stands for a public address: nothing but this machine is called here.</summary>
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.1.2.3")]
    public async Task Row74_NameThatIsOutsideFirstAndInsideThen_IsBlockedOnTheConnection(string then)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Plan(context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var names = new ScriptedNames(["127.0.0.1"], [then]);
        using var http = Client(names, "127.0.0.1");

        using var taken = await http.PostAsync(At(receiver, "hooks.example.com"), null, Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(At(receiver, "hooks.example.com"), null, Token));

        Assert.True(taken.IsSuccessStatusCode);
        Assert.Equal((1, 2), (receiver.Deliveries.Count, names.Asked));
    }

    /// <summary>Of several addresses those inside are left out, and a name is asked for once a connection: what was looked at is what is called.</summary>
    [Fact]
    public async Task Row74_NameWithAddressesOfBothSides_IsCalledOutsideAlone()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var names = new ScriptedNames(["10.1.2.3", "127.0.0.1"], ["10.1.2.3"]);
        using var http = Client(names, "127.0.0.1");

        using var taken = await http.PostAsync(At(receiver, "hooks.example.com"), null, Token);

        Assert.Equal((true, 1), (taken.IsSuccessStatusCode, names.Asked));
    }

    private static WebhookOptions Options(string url, string? named = null) => new() { Url = url, Secret = WebhookReceiver.Secret, AllowInside = named is null ? [] : [named] };

    private static Uri At(WebhookReceiver receiver, string host) => new UriBuilder(receiver.Url) { Host = host }.Uri;

    private static HttpClient Client(ScriptedNames names, params string[] inside)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = new AddressGuard(inside, names).ConnectAsync, PooledConnectionLifetime = TimeSpan.Zero };
        return new(handler);
    }

    /// <summary>Answers one after the other, and with the last for ever.</summary>
    private sealed class ScriptedNames(params string[][] answers) : IResolvesNames
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([.. answers[Math.Min(Asked++, answers.Length - 1)].Select(IPAddress.Parse)]);
    }
}
