using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>A wire between the service and its server that breaks once, when the server says something: it did what was asked, and nobody hears so.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _unnoticed = new();
    private volatile byte[]? _at;
    private volatile bool _isNoticed = true;

    private CutWire(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the service connects.</summary>
    public Uri Url => new UriBuilder(_server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>How often it broke.</summary>
    public int Cuts { get; private set; }

    public static CutWire Start(Uri server) => new(server);

    /// <summary>Breaks when the server says this; what a server sends by WebSocket is not masked.</summary>
    /// <param name="text">What the server says.</param>
    /// <param name="isNoticed">Whether the server learns that it broke; else whom it served stays there for it.</param>
    public void CutAt(string text, bool isNoticed)
    {
        _isNoticed = isNoticed;
        _at = Encoding.UTF8.GetBytes(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _unnoticed.TrySetResult();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(PassAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        Task<bool> answers;
        using (client)
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            answers = CopyAsync(server, client, isWatched: true);
            await Task.WhenAny(CopyAsync(client, server, isWatched: false), answers);
        }
        if (await answers && !_isNoticed)
            await _unnoticed.Task;
    }

    /// <returns>Whether it was cut here.</returns>
    private async Task<bool> CopyAsync(TcpClient from, TcpClient to, bool isWatched)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _ending.Token) is > 0 and var count)
            {
                if (isWatched && _at is { } wanted && buffer.AsSpan(0, count).IndexOf(wanted) >= 0)
                {
                    _at = null;
                    Cuts++;
                    return true;
                }
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone.
        }
        return false;
    }
}
