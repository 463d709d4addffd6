using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Intake;

/// <summary>Bounds how many alerts wait for their commit: when the disk is slow, senders are told at once, and memory does not grow.</summary>
internal sealed class IntakeQueue(IOptions<RequestLimits> limits, TimeProvider clock, ILogger<IntakeQueue> logger)
{
    // One commit's worth waits at any time when many senders are at work; fewer is every day.
    private const int Pressing = 16;

    // Between two commits nobody may wait for a moment.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(1);
    private readonly Lock _saying = new();
    private int _waiting;
    private int _refused;
    private long? _saidAt;
    private long _pressedAt;

    /// <summary>Within the last second more alerts waited for their commit than do every day.</summary>
    public bool IsPressed => Volatile.Read(ref _pressedAt) is var at && at > 0 && clock.GetElapsedTime(at) < Lasting;

    /// <summary>Lets a delivery in while the bound is not reached; a long one may then pass it.</summary>
    /// <param name="alerts">How many alerts it has.</param>
    /// <returns>Disposed when they are stored, or not going to be.</returns>
    /// <exception cref="ApiProblemException">503: the bound is reached.</exception>
    public Place Enter(int alerts)
    {
        var waiting = Interlocked.Add(ref _waiting, alerts) - alerts;
        if (waiting + alerts >= Pressing)
            Volatile.Write(ref _pressedAt, clock.GetTimestamp());
        if (waiting < limits.Value.WaitingAlerts)
            return new(this, alerts);
        Leave(alerts);
        Refuse(waiting);
        throw new ApiProblemException(ProblemTypes.Unavailable, "More alerts wait to be stored than are let in. Nothing of this request was kept.");
    }

    private void Leave(int alerts) => Interlocked.Add(ref _waiting, -alerts);

    private void Refuse(int waiting)
    {
        lock (_saying)
        {
            _refused++;
            if (_saidAt is { } at && clock.GetElapsedTime(at) < BetweenWords)
                return;
            logger.DeliveriesRefused(_refused, waiting);
            (_refused, _saidAt) = (0, clock.GetTimestamp());
        }
    }

    /// <summary>A delivery's place in the queue.</summary>
    public readonly struct Place(IntakeQueue queue, int alerts) : IDisposable
    {
        public void Dispose() => queue.Leave(alerts);
    }
}
