using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>Socket Mode: Slack delivers over a connection that we open, so that no address of ours need be public.</summary>
internal sealed class SlackSocket(SlackAppApi app, SlackInbox inbox, TimeProvider clock, ILogger<SlackSocket> logger) : BackgroundService
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
                wait = FirstWait;       // Slack asked us to connect anew, as it does every few hours
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (error is ChatException or WebSocketException or JsonException or IOException or HttpRequestException or OperationCanceledException)
            {
                logger.SocketLost(error.Message);
                await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(await app.OpenAsync(cancellationToken), cancellationToken);
        logger.SocketOpen();
        var buffer = new ArrayBufferWriter<byte>();
        while (await ReadAsync(socket, buffer, cancellationToken))
        {
            var envelope = JsonSerializer.Deserialize(buffer.WrittenSpan, SlackJson.Default.SlackEnvelope);
            if (envelope?.Type == "disconnect")
                return;
            if (envelope is { EnvelopeId: { } id, Payload: { } payload })
                await AcknowledgeAsync(socket, envelope, id, await TakeAsync(envelope.Type, payload, cancellationToken), cancellationToken);
        }
    }

    private async Task<SlackResponse?> TakeAsync(string? type, JsonElement payload, CancellationToken cancellationToken)
    {
        switch (type)
        {
            case "events_api":
                await inbox.TakeAsync(payload.Deserialize(SlackJson.Default.SlackCallback)!, cancellationToken);
                return null;
            case "interactive":
                return await inbox.TakeAsync(payload.Deserialize(SlackJson.Default.SlackInteraction)!, cancellationToken);
            case "slash_commands":
                return await inbox.TakeAsync(payload.Deserialize(SlackJson.Default.SlackSlash)!, cancellationToken);
            default:
                return null;
        }
    }

    private static ValueTask AcknowledgeAsync(ClientWebSocket socket, SlackEnvelope envelope, string id, SlackResponse? response, CancellationToken cancellationToken) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(new(id, envelope.AcceptsResponsePayload ? response : null), SlackJson.Default.SlackAcknowledgement), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);

    /// <summary>Reads one message; false when the other side has closed.</summary>
    private static async Task<bool> ReadAsync(ClientWebSocket socket, ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return false;
            buffer.Advance(part.Count);
            if (buffer.WrittenCount > MaxBytes)
                throw new WebSocketException("a message is longer than 1 MiB");
            if (part.EndOfMessage)
                return true;
        }
    }
}

/// <summary>What is asked with the app's token instead of the bot's.</summary>
internal sealed class SlackAppApi(SlackApi slack)
{
    /// <summary>Asks for an address to connect to; it can be used once.</summary>
    public async Task<Uri> OpenAsync(CancellationToken cancellationToken)
    {
        var answer = SlackApi.Require("apps.connections.open", await slack.CallAsync("apps.connections.open", [], SlackJson.Default.SlackConnection, cancellationToken));
        return Uri.TryCreate(answer.Url, UriKind.Absolute, out var url) && url.Scheme is "wss" or "ws" ? url : throw new ChatException(SlackApi.ConnectorName, "apps.connections.open answered without an address", isTransient: true);
    }
}
