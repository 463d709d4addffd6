using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>XMPP over WebSocket (RFC 7395): each message is one whole element.</summary>
internal sealed class XmppSocket : IAsyncDisposable
{
    // Our list of rooms comes in one piece: some 400 bytes a room.
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes };
    private static readonly XmlWriterSettings Writing = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize };

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _received = new();

    private XmppSocket()
    {
        _socket.Options.AddSubProtocol("xmpp");
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(30);
    }

    /// <summary>Connects.</summary>
    public static async Task<XmppSocket> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new XmppSocket();
        try
        {
            await socket._socket.ConnectAsync(url, cancellationToken);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends an element, after those that wait already.</summary>
    /// <param name="element">What.</param>
    /// <param name="cancellationToken">Breaks the connection off with the message: only for its end.</param>
    public async Task SendAsync(XElement element, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Writing))
            element.Save(writer);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits for the next element; null when the other side has closed.</summary>
    /// <exception cref="XmlException">It is no XML, has a document type, or is longer than 4 MiB.</exception>
    public async Task<XElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _received.ResetWrittenCount();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_received.GetMemory(16 * 1024), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            _received.Advance(part.Count);
            if (_received.WrittenCount > MaxBytes)
                throw new XmlException("an element is longer than 4 MiB");
            if (part.EndOfMessage)
                break;
        }
        using var reader = XmlReader.Create(new MemoryStream(_received.WrittenSpan.ToArray(), writable: false), Reading);
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            using var patience = new CancellationTokenSource(Goodbye);
            try
            {
                await SendAsync(new XElement(XmppNames.Framing + "close"), patience.Token);
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // It is gone already.
            }
        }
        _socket.Dispose();
        _sending.Dispose();
    }
}
