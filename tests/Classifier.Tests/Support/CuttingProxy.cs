using System.Net;
using System.Net.Sockets;

namespace Classifier.Tests.Support;

/// <summary>Stands between a client and a server on loopback; once armed, it hands on what holds a word and cuts the connection before the answer.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;
    private readonly Task _accepting;
    private byte[]? _word;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next connection on which the client says this is cut, once.</summary>
    public void CutAfter(string word) => Volatile.Write(ref _word, System.Text.Encoding.ASCII.GetBytes(word));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
                using var cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                var answers = server.GetStream().CopyToAsync(client.GetStream(), cut.Token);
                await AskAsync(client.GetStream(), server.GetStream(), cut);
                await answers;
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // Cut, or over.
            }
        }
    }

    private async Task AskAsync(NetworkStream client, NetworkStream server, CancellationTokenSource cut)
    {
        var buffer = new byte[16 * 1024];
        while (await client.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            var isLast = _word is { } word && buffer.AsSpan(0, count).IndexOf(word) >= 0;
            if (isLast)
            {
                _word = null;
                await cut.CancelAsync();        // no answer passes any more
            }
            await server.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            if (isLast)
            {
                await Task.Delay(200, _end.Token);      // the server does what it was told
                return;
            }
        }
        server.Socket.Shutdown(SocketShutdown.Send);
    }
}
