using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Xml;
using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>One logged-in connection: questions get their answers, what people say is handed on. When it breaks, all that waits breaks with it.</summary>
internal sealed class XmppSession : IAsyncDisposable
{
    private readonly XmppSocket _socket;
    private readonly XmppAccount _account;
    private readonly Action<XmppHeard> _heard;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<XElement>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<XElement>> _pages = new(StringComparer.Ordinal);
    private Task _reading = Task.CompletedTask;

    private XmppSession(XmppSocket socket, XmppAccount account, XmppAddress self, Action<XmppHeard> heard)
    {
        (_socket, _account, Self, _heard) = (socket, account, self, heard);
        Rooms = new(this, account.Nick);
    }

    /// <summary>Our full address.</summary>
    public XmppAddress Self { get; }

    /// <summary>The rooms that we are in.</summary>
    public XmppOccupancy Rooms { get; }

    /// <summary>Ends with the connection, and never fails.</summary>
    public Task Ended => _reading;

    /// <summary>Whether the connection is there, as far as is known.</summary>
    public bool IsOpen => !_reading.IsCompleted;

    /// <summary>Connects and logs in.</summary>
    /// <param name="account">Who and where.</param>
    /// <param name="heard">Takes what people say; must not wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChatException">The server cannot be reached, or does not take us.</exception>
    public static async Task<XmppSession> OpenAsync(XmppAccount account, Action<XmppHeard> heard, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(account.Timeout);
        XmppSocket? socket = null;
        try
        {
            socket = await XmppSocket.ConnectAsync(account.Url, patience.Token);
            var session = new XmppSession(socket, account, await XmppLogin.RunAsync(socket, account, patience.Token), heard);
            session._reading = Task.Run(session.ReadAsync, CancellationToken.None);
            await session.SendAsync(new XElement(XmppNames.Client + "presence"));
            return session;
        }
        catch (Exception error)
        {
            if (socket is not null)
                await socket.DisposeAsync();
            if (error is WebSocketException or XmlException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
                throw new ChatException(XmppNames.ConnectorName, $"connecting: {error.Message}", isTransient: true);
            throw;
        }
    }

    /// <summary>Asks for something and waits for the answer, which may be a refusal.</summary>
    /// <param name="to">Whom; null for the server, about our own account.</param>
    /// <param name="type"><c>get</c> or <c>set</c>.</param>
    /// <param name="question">What.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChatException">No answer: whether it had an effect is not known.</exception>
    public Task<XElement> AskAsync(string? to, string type, XElement question, CancellationToken cancellationToken)
    {
        var id = NewId();
        return SendAndWaitAsync(id, new XElement(XmppNames.Client + "iq", new XAttribute("id", id), new XAttribute("type", type), to is null ? null : new XAttribute("to", to), question), cancellationToken);
    }

    /// <summary>Says something in a room, and waits until the room shows it.</summary>
    /// <returns>What the room shows, or a refusal.</returns>
    public Task<XElement> SayAsync(string room, string id, IEnumerable<XElement> content, CancellationToken cancellationToken) => SendAndWaitAsync(id, Message(room, "groupchat", id, content), cancellationToken);

    /// <summary>Sends something that is not shown to us; a refusal comes before the answer to the question behind it.</summary>
    /// <param name="message">The message, with an id.</param>
    /// <param name="behind">Whom to ask whether it went through: the room, or null for the server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A refusal; null for none.</returns>
    public async Task<XElement?> TellAsync(XElement message, string? behind, CancellationToken cancellationToken)
    {
        var id = message.Text("id")!;
        var refusal = _waiting[id] = Waiting();
        try
        {
            await SendAsync(message);
            await AskAsync(behind, "get", new XElement(XmppNames.DiscoInfo + "query"), cancellationToken);
            return refusal.Task.IsCompletedSuccessfully ? await refusal.Task : null;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Asks an archive for a page (XEP-0313).</summary>
    /// <param name="archive">The room; null for what was said to us alone.</param>
    /// <param name="query">Everything inside of the query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages as they are kept, in the archive's order, and its last word, which may be a refusal.</returns>
    public async Task<(IReadOnlyList<XElement> Kept, XElement Answer)> PageAsync(string? archive, IEnumerable<XElement> query, CancellationToken cancellationToken)
    {
        var id = NewId();
        var page = _pages[$"{archive ?? Self.Bare} {id}"] = [];
        try
        {
            var answer = await AskAsync(archive, "set", new XElement(XmppNames.Archive + "query", new XAttribute("queryid", id), query), cancellationToken);
            return (page, answer);
        }
        finally
        {
            _pages.TryRemove($"{archive ?? Self.Bare} {id}", out _);
        }
    }

    /// <summary>Sends.</summary>
    /// <exception cref="ChatException">The connection is lost.</exception>
    public async Task SendAsync(XElement stanza)
    {
        try
        {
            await _socket.SendAsync(stanza, _ending.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            throw Lost();
        }
    }

    /// <summary>Waits as long as one call may take.</summary>
    /// <exception cref="ChatException">It took longer, or the connection is lost.</exception>
    public async Task<T> WithinAsync<T>(string what, Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(answer, _reading).WaitAsync(_account.Timeout, cancellationToken);
            return answer.IsCompleted ? await answer : throw Lost();
        }
        catch (TimeoutException)
        {
            throw new ChatException(XmppNames.ConnectorName, $"{what}: no answer within {_account.Timeout.TotalSeconds:F0} s", isTransient: true);
        }
    }

    /// <summary>Breaks the connection off, as when it does not answer any more.</summary>
    public void Break() => _ending.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _ending.CancelAsync();
        await _reading;
        _ending.Dispose();
    }

    /// <summary>An id that nobody guesses: whoever answers to it was asked.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>A message.</summary>
    public static XElement Message(string to, string type, string id, IEnumerable<XElement> content) =>
        new(XmppNames.Client + "message", new XAttribute("to", to), new XAttribute("type", type), new XAttribute("id", id), content);

    private async Task<XElement> SendAndWaitAsync(string id, XElement stanza, CancellationToken cancellationToken)
    {
        var waiting = _waiting[id] = Waiting();
        try
        {
            await SendAsync(stanza);
            return await WithinAsync(stanza.Elements().FirstOrDefault()?.Name.LocalName ?? "", waiting.Task, cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private static TaskCompletionSource<XElement> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ChatException Lost() => new(XmppNames.ConnectorName, "the connection was lost", isTransient: true);

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(_ending.Token) is { } stanza && stanza.Name.Namespace == XmppNames.Client)
                await TakeAsync(stanza);
        }
        catch (Exception error) when (error is WebSocketException or XmlException or OperationCanceledException or ObjectDisposedException or IOException or ChatException)
        {
            // Whoever waits is told by the end of this task.
        }
    }

    private async ValueTask TakeAsync(XElement stanza)
    {
        switch (stanza.Name.LocalName, stanza.Text("type"))
        {
            case ("iq", "result" or "error"):
                Answered(stanza);
                break;
            case ("iq", "get" or "set"):
                await AnswerAsync(stanza);
                break;
            case ("presence", _):
                if (Rooms.Take(stanza) is { } came)
                    _heard(came);
                break;
            case ("message", _):
                Heard(stanza);
                break;
        }
    }

    private void Answered(XElement stanza)
    {
        if (stanza.Text("id") is { } id && _waiting.TryGetValue(id, out var waiting))
            waiting.TrySetResult(stanza);
    }

    /// <summary>Whoever asks us something gets an answer: that we are there, or that we do not serve that.</summary>
    private Task AnswerAsync(XElement question)
    {
        var isPing = question.Element(XmppNames.Ping + "ping") is not null;
        return SendAsync(new XElement(XmppNames.Client + "iq", new XAttribute("type", isPing ? "result" : "error"), question.Attribute("id"), question.Text("from") is { } from ? new XAttribute("to", from) : null,
            isPing ? null : new XElement(XmppNames.Client + "error", new XAttribute("type", "cancel"), new XElement(XmppNames.Errors + "service-unavailable"))));
    }

    private void Heard(XElement message)
    {
        var from = XmppAddress.Parse(message.Text("from")) ?? Self with { Resource = null };
        if (message.Element(XmppNames.Archive + "result") is { } kept)
        {
            if (_pages.TryGetValue($"{from} {kept.Text("queryid")}", out var page))
                page.Add(kept);
        }
        else if (message.Text("type") == "error")
            Answered(message);
        else if (message.Text("type") == "groupchat")
        {
            if (Rooms.IsSelf(from))
                Answered(message);      // the room shows what we said
            else if (from.Resource is { } name && message.Element(XmppNames.Delay + "delay") is null && XmppHeard.Read(message, from.Bare, Rooms.PersonOf(from.Bare, name), from.Bare) is { } said)
                _heard(said);
        }
        else if (from.Bare != Self.Bare)
        {
            // Said by somebody in a room to us alone, or by somebody directly.
            var person = Rooms.IsIn(from.Bare) ? from.Resource is { } name ? Rooms.PersonOf(from.Bare, name) : null : from.Bare;
            if (XmppHeard.Read(message, null, person, Self.Bare) is { } said)
                _heard(said);
        }
    }
}
