using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Classifier.Faults.Chat;

/// <summary>Slack's side of Socket Mode: envelopes out, acknowledgements in (https://api.slack.com/apis/socket-mode).</summary>
internal sealed class FakeSockets
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _waiting = new(StringComparer.Ordinal);
    private readonly Channel<int> _open = Channel.CreateUnbounded<int>();
    private volatile WebSocket? _socket;

    /// <summary>How often a connection was opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Waits until a connection is open.</summary>
    public ValueTask<int> OpenedAsync(CancellationToken cancellationToken) => _open.Reader.ReadAsync(cancellationToken);

    /// <summary>Delivers something.</summary>
    /// <returns>The acknowledgement.</returns>
    public async Task<JsonNode> DeliverAsync(string type, JsonNode payload, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var acknowledged = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(new() { ["type"] = type, ["envelope_id"] = id, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = type != "events_api" }, cancellationToken);
        return await acknowledged.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Asks the client to connect anew.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => SendAsync(new() { ["type"] = "disconnect", ["reason"] = "refresh_requested" }, cancellationToken);

    /// <summary>A client connects.</summary>
    public async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _socket = socket;
        Connections++;
        await SendAsync(new() { ["type"] = "hello", ["num_connections"] = 1 }, context.RequestAborted);
        _open.Writer.TryWrite(Connections);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } part)
            {
                var acknowledgement = JsonNode.Parse(buffer.AsSpan(0, part.Count))!;
                if (_waiting.TryRemove(acknowledgement["envelope_id"]!.GetValue<string>(), out var waiting))
                    waiting.SetResult(acknowledgement);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private Task SendAsync(JsonObject message, CancellationToken cancellationToken) =>
        _socket!.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
