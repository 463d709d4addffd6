using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Tests.Chat.Prosody;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat;

/// <summary>Who the bot and its server are to each other: on a real server, and with one that means ill.</summary>
public sealed class XmppLoginTests
{
    private const string Opened = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0' id='1' from='localhost'/>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SCRAM-SHA-1", "")]
    [InlineData("SCRAM-SHA-256", "password_hash = \"SHA-256\"")]
    [InlineData("PLAIN", "allow_unencrypted_plain_auth = true; disable_sasl_mechanisms = { \"SCRAM-SHA-1\" }")]
    public async Task Session_EachWayToLogIn_IsTaken_AndAWrongPasswordIsNot(string offered, string setting)
    {
        await using var prosody = await ProsodyProcess.StartAsync(setting);
        var bot = prosody.NewBot();
        Assert.Contains(offered, await OfferedAsync(bot), StringComparer.Ordinal);

        await using var client = new XmppClient(bot.Account());
        Assert.Equal(bot.Address, (await client.SessionAsync(Token)).Self.Bare);
        await using var wrong = new XmppClient((bot with { Password = "another" }).Account());
        var refused = await Assert.ThrowsAsync<ChatException>(() => wrong.SessionAsync(Token));
        Assert.False(refused.IsTransient);
        Assert.DoesNotContain("another", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_NobodyListens_IsTransient()
    {
        await using var client = new XmppClient(new XmppOptions { Url = new("ws://127.0.0.1:9/xmpp-websocket"), Address = "bot@localhost", Password = "pw" }.Account());

        Assert.True((await Assert.ThrowsAsync<ChatException>(() => client.SessionAsync(Token))).IsTransient);
    }

    /// <summary>What no server sends ends the connection: a document type with entities that grow, endless elements, no XML, somebody else's challenge.</summary>
    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]><open xmlns='urn:ietf:params:xml:ns:xmpp-framing'>&c;</open>")]
    [InlineData("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'>5 MiB</open>")]
    [InlineData("{\"ok\":true}")]
    [InlineData("<open")]
    [InlineData("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1hbm90aGVyLHM9c2FsdCxpPTQwOTY=</challenge>")]
    [InlineData("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>dj1hbm90aGVy</success>")]
    public async Task Session_ServerThatIsNone_IsLeft(string answer)
    {
        await using var server = await IllServer.StartAsync(answer.Replace("5 MiB", new('x', 5 * 1024 * 1024), StringComparison.Ordinal));

        Assert.True((await LeftAsync(server)).IsTransient);

        Assert.NotEmpty(server.Received);
        Assert.DoesNotContain(server.Received, HasPassword);
    }

    /// <summary>The look for the password finds it where it is sent: to a server on this machine that knows no other way.</summary>
    [Fact]
    public async Task Session_ServerThatTakesThePasswordAlone_IsSentIt()
    {
        await using var server = await IllServer.StartAsync("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>", mechanisms: "<mechanism>PLAIN</mechanism>");

        Assert.False((await LeftAsync(server)).IsTransient);

        Assert.Contains(server.Received, HasPassword);
    }

    private static async Task<ChatException> LeftAsync(IllServer server)
    {
        await using var client = new XmppClient(new XmppOptions { Url = server.Url, Address = "bot@localhost", Password = "pw-4711", Timeout = TimeSpan.FromMinutes(1) }.Account());
        return await Assert.ThrowsAsync<ChatException>(() => client.SessionAsync(Token));
    }

    private static bool HasPassword(string sent) => sent.Contains("pw-4711", StringComparison.Ordinal) || sent.Contains(Convert.ToBase64String("\0bot\0pw-4711"u8), StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> OfferedAsync(XmppOptions bot)
    {
        await using var socket = await XmppSocket.ConnectAsync(bot.Url!, Token);
        await socket.SendAsync(new(XmppNames.Framing + "open", new System.Xml.Linq.XAttribute("to", ProsodyProcess.Domain), new System.Xml.Linq.XAttribute("version", "1.0")), Token);
        await socket.ReceiveAsync(Token);
        return [.. (await socket.ReceiveAsync(Token))!.Descendants(XmppNames.Sasl + "mechanism").Select(m => m.Value)];
    }

    /// <summary>Begins like a server, and then says one thing only; SASL's answers come when they would.</summary>
    private sealed class IllServer(WebApplication app, ConcurrentQueue<string> received) : IAsyncDisposable
    {
        public Uri Url => new UriBuilder(app.Urls.First()) { Scheme = "ws" }.Uri;

        public IReadOnlyList<string> Received => [.. received];

        public static async Task<IllServer> StartAsync(string answer, string mechanisms = "<mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-1</mechanism>")
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var (app, received) = (builder.Build(), new ConcurrentQueue<string>());
            app.Urls.Add("http://127.0.0.1:0");
            app.UseWebSockets();
            app.Run(async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync("xmpp");
                await HearAsync(socket, received);
                if (answer.Contains("xmpp-sasl", StringComparison.Ordinal))
                {
                    await SayAsync(socket, Opened);
                    await SayAsync(socket, $"<features xmlns='http://etherx.jabber.org/streams'><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{mechanisms}</mechanisms></features>");
                    await HearAsync(socket, received);
                }
                await SayAsync(socket, answer);
                await HearAsync(socket, received);
            });
            await app.StartAsync(Token);
            return new(app, received);
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private static Task SayAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Token);

        private static async Task HearAsync(WebSocket socket, ConcurrentQueue<string> received)
        {
            try
            {
                var buffer = new byte[16 * 1024];
                var part = await socket.ReceiveAsync(buffer, Token);
                received.Enqueue(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
            catch (WebSocketException)
            {
                // It has left.
            }
        }
    }
}
