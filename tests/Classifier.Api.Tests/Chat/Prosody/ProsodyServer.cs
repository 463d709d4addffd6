[assembly: AssemblyFixture(typeof(Classifier.Api.Tests.Chat.Prosody.ProsodyServer))]

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>The run's one Prosody, started by the first test that wants it; each test has a bot and names of its own.</summary>
public sealed class ProsodyServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private ProsodyProcess? _process;

    /// <summary>The running server; skips the test where it is not installed.</summary>
    internal static async Task<ProsodyProcess> GetAsync()
    {
        var server = await TestContext.Current.GetFixture<ProsodyServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there");
        await server._starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return server._process ??= await ProsodyProcess.StartAsync();
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
