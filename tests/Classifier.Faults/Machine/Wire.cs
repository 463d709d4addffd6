using System.Net;
using System.Net.Sockets;

namespace Classifier.Faults.Machine;

/// <summary>The network between a service and a server on loopback, which can be cut as a partition does: nothing passes any more, and nobody is told.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private TaskCompletionSource _passes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _known = new();     // connections that whoever is between still knows

    /// <summary>A wire that passes everything.</summary>
    /// <param name="port">Where the server listens.</param>
    public Wire(int port)
    {
        _port = port;
        _passes.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the service connects.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing passes.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            if (_passes.Task.IsCompleted)
                _passes = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Everything passes again.</summary>
    /// <param name="keeps">Whether what was sent meanwhile arrives now; else connections of before are broken, and it is lost with them.</param>
    public async Task MendAsync(bool keeps)
    {
        var known = _known;
        if (!keeps)
        {
            lock (_gate)
                _known = new();
            await known.CancelAsync();
        }
        _passes.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
        _known.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, Known());
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await PassesAsync(over.Token);
                await server.ConnectAsync(IPAddress.Loopback, _port, over.Token);
                await Task.WhenAny(CopyAsync(client, server, over.Token), CopyAsync(server, client, over.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // Broken, or over.
            }
            client.LingerState = server.LingerState = new(true, 0);
        }
        await over.CancelAsync();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await PassesAsync(cancellationToken);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
            await PassesAsync(cancellationToken);       // that one end is gone is no news either
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken, or over.
        }
    }

    private CancellationToken Known()
    {
        lock (_gate)
            return _known.Token;
    }

    private Task PassesAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _passes.Task.WaitAsync(cancellationToken);
    }
}
