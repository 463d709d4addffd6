namespace Classifier.Api.Incidents;

/// <summary>A wake-up that may be lost: workers also look once a second.</summary>
/// <param name="name">What other nodes know it by.</param>
internal sealed class Wakeup(string name)
{
    private TaskCompletionSource _any = New();
    private TaskCompletionSource _here = New();

    public string Name => name;

    /// <summary>Wakes whoever waits; other nodes are told soon after.</summary>
    public void Set()
    {
        SetFromElsewhere();
        Complete(ref _here);
    }

    /// <summary>Wakes whoever waits, because another node says so.</summary>
    public void SetFromElsewhere() => Complete(ref _any);

    /// <summary>What the next wake-up completes; taken before looking for work, so that no wake-up falls between.</summary>
    public Task Next => _any.Task;

    /// <summary>What the next wake-up of this node completes.</summary>
    public Task NextHere => _here.Task;

    private static void Complete(ref TaskCompletionSource source) => Interlocked.Exchange(ref source, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Tells workers that there is something to do.</summary>
internal sealed class WorkSignal
{
    /// <summary>Alerts were accepted.</summary>
    public Wakeup Alerts { get; } = new("alerts");

    /// <summary>Steps were planned.</summary>
    public Wakeup Steps { get; } = new("steps");

    /// <summary>Incidents ended, or changed after that.</summary>
    public Wakeup Closed { get; } = new("closed");

    /// <summary>A mute was ended before its time.</summary>
    public Wakeup Unmuted { get; } = new("unmuted");

    public IEnumerable<Wakeup> All => [Alerts, Steps, Closed, Unmuted];
}
