[assembly: AssemblyFixture(typeof(Classifier.Api.Tests.Chat.Emulate.EmulateServer))]

namespace Classifier.Api.Tests.Chat.Emulate;

/// <summary>The run's one Slack that others wrote, started by the first test that wants it. Its state is in memory and shared: each test takes a bot and names of its own.</summary>
public sealed class EmulateServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private EmulateProcess? _process;

    /// <summary>The running server; skips the test where it is not installed.</summary>
    internal static async Task<EmulateProcess> GetAsync()
    {
        var server = await TestContext.Current.GetFixture<EmulateServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there");
        await server._starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return server._process ??= await EmulateProcess.StartAsync();
        }
        finally
        {
            server._starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
