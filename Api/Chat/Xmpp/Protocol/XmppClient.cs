namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>The bot on its server: one connection, made when it is first wanted and anew when it broke.</summary>
internal sealed class XmppClient(XmppAccount account) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private XmppSession? _session;

    /// <summary>Who and where.</summary>
    public XmppAccount Account => account;

    /// <summary>Takes what people say; must not wait.</summary>
    public Action<XmppHeard> OnHeard { get; set; } = _ => { };

    /// <summary>The connection.</summary>
    /// <exception cref="ChatException">The server cannot be reached, or does not take us.</exception>
    public async Task<XmppSession> SessionAsync(CancellationToken cancellationToken)
    {
        if (_session is { IsOpen: true } open)
            return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_session is { IsOpen: true } opened)
                return opened;
            if (_session is { } broken)
                await broken.DisposeAsync();
            _session = null;
            return _session = await XmppSession.OpenAsync(account, heard => OnHeard(heard), cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync();
        _opening.Dispose();
    }
}
