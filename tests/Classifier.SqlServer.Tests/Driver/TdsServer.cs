using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Classifier.SqlServer.Tests.Driver;

/// <summary>
/// Speaks as much of the Tabular Data Stream protocol ([MS-TDS]) as our driver path needs: it lets anybody in, notes what is
/// asked, and answers as a test says. It knows no SQL.
/// </summary>
internal sealed class TdsServer : IAsyncDisposable
{
    private const byte Batch = 1, Call = 3, Answer = 4, Attention = 6, Transaction = 14, Login = 16, Prelogin = 18;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<TdsRequest> _requests = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly Func<TdsRequest, TdsAnswer?> _answers;
    private readonly Task _accepting;
    private long _transactions;

    /// <param name="answers">What to answer; null is what a server would: no rows changed, or the transaction begun or ended.</param>
    /// <param name="port">Of loopback; 0 is any that is free.</param>
    public TdsServer(Func<TdsRequest, TdsAnswer?> answers, int port = 0)
    {
        (_answers, _listener) = (answers, new(IPAddress.Loopback, port));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Everything that was asked so far, in order.</summary>
    public IReadOnlyList<TdsRequest> Requests => [.. _requests];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>With the patience that a busy machine needs.</summary>
    public string ConnectionString => Connection(seconds: 60);

    /// <summary>How to connect, and how long each answer is waited for.</summary>
    public string Connection(int seconds) =>
        $"Server=127.0.0.1,{Port};Database=classifier;User ID=u;Password=opensesame;Encrypt=Optional;Connect Timeout={seconds};Command Timeout={seconds};ConnectRetryCount=0";

    /// <summary>Cuts all connections, also those that wait in the client's pool.</summary>
    public void CutAll()
    {
        while (_clients.TryTake(out var client))
            client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
        Assert.Empty(_faults);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            while (await ReceiveAsync(stream) is var (type, body))
            {
                var answer = AnswerTo(type, body);
                if (answer is [])
                    continue;
                if (answer is null)
                    return;
                await SendAsync(stream, answer);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or over.
        }
        catch (Exception error)
        {
            _faults.Enqueue(error);     // something that this server does not know
        }
    }

    /// <summary>Null cuts the connection; empty says nothing.</summary>
    private byte[]? AnswerTo(byte type, byte[] body)
    {
        if (type is Prelogin)
            return TdsWriter.Prelogin;
        if (type is Login)
            return TdsWriter.LoggedIn("classifier");
        if (type is Attention)
            return TdsWriter.GivenUp();
        var request = type switch
        {
            Batch => new TdsReader(body).Batch(),
            Call => new TdsReader(body).Call(),
            Transaction => new TdsReader(body).Transaction(),
            _ => throw new NotSupportedException($"message type {type}"),
        };
        _requests.Enqueue(request);
        return _answers(request) switch
        {
            TdsAnswer.Cut => null,
            TdsAnswer.Silence => [],
            null when type is Transaction => TdsWriter.Transaction(request.Kind, request.Kind == TdsKind.Begin ? Interlocked.Increment(ref _transactions) : request.Transaction),
            var answer => TdsWriter.Answer(answer ?? new TdsAnswer.Changed(0), isCall: type is Call),
        };
    }

    /// <summary>One message, put together from its packets: type, status (1 is the last), length, and four bytes that do not matter.</summary>
    private async Task<(byte Type, byte[] Body)?> ReceiveAsync(NetworkStream stream)
    {
        var (header, body) = (new byte[8], new List<byte>());
        do
        {
            if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, _end.Token) < header.Length)
                return null;
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - header.Length];
            await stream.ReadExactlyAsync(part, _end.Token);
            body.AddRange(part);
        }
        while ((header[1] & 1) == 0);
        return (header[0], [.. body]);
    }

    private async Task SendAsync(NetworkStream stream, byte[] body)
    {
        var packet = new byte[8 + body.Length];
        (packet[0], packet[1]) = (Answer, 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        body.CopyTo(packet, 8);
        await stream.WriteAsync(packet, _end.Token);
    }
}
