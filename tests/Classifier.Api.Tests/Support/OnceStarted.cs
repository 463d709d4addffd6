namespace Classifier.Api.Tests.Support;

/// <summary>A server of the whole run, started by the first test that wants it.</summary>
internal sealed class OnceStarted<TProcess>(Func<Task<TProcess>> start) : IAsyncDisposable where TProcess : class, IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private TProcess? _process;

    /// <summary>The running server; skips the test where it is not installed.</summary>
    public async Task<TProcess> GetAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _process ??= await start();
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
