namespace Classifier.Api.Incidents;

/// <summary>A wake-up that may be lost: workers also look once a second.</summary>
internal sealed class Wakeup
{
    private TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes whoever waits.</summary>
    public void Set() => Interlocked.Exchange(ref _source, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>What the next <see cref="Set"/> completes; taken before looking for work, so that no wake-up falls between.</summary>
    public Task Next => _source.Task;
}

/// <summary>Tells workers inside this process that there is something to do.</summary>
internal sealed class WorkSignal
{
    /// <summary>Alerts were accepted.</summary>
    public Wakeup Alerts { get; } = new();

    /// <summary>Steps were planned.</summary>
    public Wakeup Steps { get; } = new();

    /// <summary>Incidents ended, or changed after that.</summary>
    public Wakeup Closed { get; } = new();
}
