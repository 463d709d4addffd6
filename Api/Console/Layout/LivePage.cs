using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Incidents;
using Classifier.Storage;
using Microsoft.AspNetCore.Components;

namespace Classifier.Api.Console.Layout;

/// <summary>A page that reads again when an incident or a room that it shows changes; many changes at once are one reading.</summary>
public abstract class LivePage : TickingComponent
{
    private int _isDue;

    [Inject]
    private IncidentFeed IncidentFeed { get; set; } = default!;

    [Inject]
    private ChatFeed ChatFeed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>By our clock.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Since when the store does not answer; null while it does. What is shown is from before.</summary>
    protected DateTimeOffset? StaleSince { get; private set; }

    /// <summary>For how long changes are gathered before the page reads again.</summary>
    protected virtual TimeSpan Gather => TimeSpan.FromMilliseconds(80);

    /// <summary>Whether the page shows something of this incident.</summary>
    protected abstract bool Shows(long incident);

    /// <summary>Whether the page shows this room.</summary>
    protected virtual bool ShowsRoom(string room) => false;

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task ReadAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (!firstRender)
            return;
        IncidentFeed.OnChanged += IncidentChanged;
        ChatFeed.OnChanged += RoomChanged;
        Changed();      // what changed between the first drawing and now
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        IncidentFeed.OnChanged -= IncidentChanged;
        ChatFeed.OnChanged -= RoomChanged;
        base.Dispose(disposing);
    }

    /// <summary>Reads again soon.</summary>
    protected void Changed()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
            _ = ReadSoonAsync(Left);
    }

    private void IncidentChanged(long incident)
    {
        if (Shows(incident))
            Changed();
    }

    private void RoomChanged(string room)
    {
        if (ShowsRoom(room))
            Changed();
    }

    private async Task ReadSoonAsync(CancellationToken left)
    {
        try
        {
            await Task.Delay(Gather, left);
            Volatile.Write(ref _isDue, 0);
            await InvokeAsync(ReadAndDrawAsync);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task ReadAndDrawAsync()
    {
        try
        {
            await ReadAsync();
            StaleSince = null;
        }
        catch (StoreUnavailableException)
        {
            StaleSince ??= Now;
        }
        StateHasChanged();
    }
}
