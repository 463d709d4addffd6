using Microsoft.AspNetCore.Components;

namespace Classifier.Api.Console.Layout;

/// <summary>A component that shows how time passes: it draws itself anew every few seconds, once it is live.</summary>
public abstract class TickingComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Left => _ended.Token;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = TickAsync();
    }

    /// <summary>Ends the ticking; what else a component holds is let go here too.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _ended.IsCancellationRequested)
            return;
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
                await InvokeAsync(StateHasChanged);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
