using Classifier.Api.Incidents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Api.Tests.Incidents;

/// <summary>Work that is cut off when the service goes is no failure of the service; any other end of it is.</summary>
public sealed class ClaimingWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_WhileWorkIsHeld_StopsTheLoopBeforeItsWork_AndQuietly()
    {
        var worker = new HoldingWorker();
        await worker.StartAsync(Token);
        await worker.Begun.Task.WaitAsync(Token);

        worker.Dispose();
        await worker.ExecuteTask!.WaitAsync(Token);

        Assert.True(worker.WasStoppingWhenCutOff);
    }

    [Fact]
    public async Task Work_ThatIsCancelledByItself_IsAFailure()
    {
        using var worker = new HoldingWorker();
        await worker.StartAsync(Token);
        await worker.Begun.Task.WaitAsync(Token);

        worker.Release.SetCanceled(CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.ExecuteTask!.WaitAsync(Token));
    }

    /// <summary>Claims one piece, which takes until it is released or cut off.</summary>
    private sealed class HoldingWorker() : ClaimingWorker<int>(new Wakeup("test"), 2, TimeSpan.FromMinutes(1), NullLogger.Instance)
    {
        private CancellationToken _stopping;
        private bool _isClaimed;

        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasStoppingWhenCutOff { get; private set; }

        protected override Task<IReadOnlyList<int>> ClaimAsync(int count, TimeSpan lease, CancellationToken cancellationToken)
        {
            IReadOnlyList<int> claimed = _isClaimed ? [] : [1];
            (_stopping, _isClaimed) = (cancellationToken, true);
            return Task.FromResult(claimed);
        }

        protected override async Task WorkAsync(int work, CancellationToken cancellationToken)
        {
            var held = Release.Task.WaitAsync(cancellationToken);
            using var cutOff = cancellationToken.Register(() => WasStoppingWhenCutOff = _stopping.IsCancellationRequested);      // runs before what was registered earlier
            Begun.SetResult();
            await held;
        }
    }
}
