using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>A wire between the service and its server on which all is read that the service sends.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<XElement> _sent = [];

    private WireTap(Uri server)
    {
        _server = server;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map(server.AbsolutePath, PassAsync);
    }

    /// <summary>Where the service connects.</summary>
    public Uri Url => new UriBuilder(_app.Urls.First()) { Scheme = "ws", Path = _server.AbsolutePath }.Uri;

    /// <summary>Each element that was sent.</summary>
    public IReadOnlyList<XElement> Sent => [.. _sent];

    public static async Task<WireTap> StartAsync(Uri server)
    {
        var wire = new WireTap(server);
        await wire._app.StartAsync(TestContext.Current.CancellationToken);
        return wire;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PassAsync(HttpContext context)
    {
        using var server = new ClientWebSocket();
        server.Options.AddSubProtocol("xmpp");
        await server.ConnectAsync(_server, context.RequestAborted);
        using var service = await context.WebSockets.AcceptWebSocketAsync("xmpp");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await Task.WhenAny(CopyAsync(service, server, isRead: true, ending.Token), CopyAsync(server, service, isRead: false, ending.Token));
        await ending.CancelAsync();
    }

    private async Task CopyAsync(WebSocket from, WebSocket to, bool isRead, CancellationToken cancellationToken)
    {
        var (buffer, message) = (new byte[64 * 1024], new MemoryStream());
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
            {
                await message.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
                if (isRead && part.EndOfMessage)
                {
                    message.Position = 0;
                    _sent.Enqueue(XElement.Load(message));
                }
                if (part.EndOfMessage)
                    message.SetLength(0);
                await to.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, cancellationToken);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone.
        }
    }
}
