using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp.Inbound;

/// <summary>
/// Keeps the bot connected and in all its rooms. What people said while it was away is read up in the rooms' archives, and worked off
/// like what is heard.
/// </summary>
internal sealed class XmppListener(XmppClient client, XmppInbox inbox, XmppOptions options, TimeProvider clock, ILogger<XmppListener> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // What broke off half-way is free again after a minute: the next looks find it.
    private const int Looks = 3;
    private volatile int _looks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        client.OnHeard = heard => _ = Task.Run(() => TakeAsync(heard, stoppingToken), stoppingToken);
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var session = await client.SessionAsync(stoppingToken);
                _looks = Looks;
                logger.Listening(session.Self.Bare, await TendAsync(session, stoppingToken));
                wait = FirstWait;
                await ListenAsync(session, stoppingToken);
                logger.ConnectionLost("the server ended it");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (ChatException error)
            {
                logger.ConnectionLost(error.Message);
            }
            await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task ListenAsync(XmppSession session, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (session.IsOpen)
            {
                var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                if (await Task.WhenAny(session.Ended, tick) == tick && await tick)
                {
                    XmppNames.Require("asking whether the server is there", await session.AskAsync(session.Self.Domain, "get", new(XmppNames.Ping + "ping"), cancellationToken));
                    await TendAsync(session, cancellationToken);
                }
            }
        }
        catch (ChatException)
        {
            session.Break();        // it does not answer; whoever else waits on it need not
            throw;
        }
    }

    /// <summary>Enters the rooms where we are not yet, which another node may have opened, and reads up what was missed.</summary>
    /// <returns>How many rooms there are.</returns>
    private async Task<int> TendAsync(XmppSession session, CancellationToken cancellationToken)
    {
        var rooms = await XmppIndex.ReadAsync(session, cancellationToken);
        var looks = _looks;
        if (looks > 0)
            _looks = looks - 1;
        foreach (var noted in rooms)
        {
            var isNew = !session.Rooms.IsIn(noted.Room);
            if (isNew && !await EnterAsync(session, noted.Room, cancellationToken))
                continue;
            if (isNew || looks > 0)
                await CatchUpAsync(session, noted.Room, cancellationToken);
        }
        return rooms.Count;
    }

    private async Task<bool> EnterAsync(XmppSession session, string room, CancellationToken cancellationToken)
    {
        var entry = await session.Rooms.EnterAsync(room, cancellationToken);
        if (entry.Answer.Error() is { } error)
            logger.RoomNotHeard(room, error);
        else if (entry.IsNew)
            await session.Rooms.LeaveAsync(room);       // it was destroyed: only a step may open it again
        else
            return true;
        return false;
    }

    private async Task CatchUpAsync(XmppSession session, string room, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var kept in XmppArchive.SinceAsync(session, room, clock.GetUtcNow() - options.CatchUp, cancellationToken))
            {
                if (kept.Person != session.Self.Bare && XmppHeard.Read(kept.Message, room, kept.Person, room, kept.Id) is { } missed)
                    await TakeAsync(missed, cancellationToken);
            }
        }
        catch (ChatException error) when (!error.IsTransient)
        {
            logger.RoomNotHeard(room, error.Message);
        }
    }

    private async Task TakeAsync(XmppHeard heard, CancellationToken cancellationToken)
    {
        // The server keeps for us what was said to us alone; too late is too late there as well.
        if (heard.SentAt is { } sent && clock.GetUtcNow() - sent > options.CatchUp)
            return;
        if (!await inbox.TakeAsync(heard, cancellationToken))
            _looks = Looks;
    }
}
