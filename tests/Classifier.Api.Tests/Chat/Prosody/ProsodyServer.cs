using Classifier.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(Classifier.Api.Tests.Chat.Prosody.ProsodyServer))]

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>The run's one Prosody; each test has a bot and names of its own.</summary>
public sealed class ProsodyServer : IAsyncDisposable
{
    private readonly OnceStarted<ProsodyProcess> _process = new(() => ProsodyProcess.StartAsync());

    /// <summary>The running server; skips the test where it is not installed.</summary>
    internal static async Task<ProsodyProcess> GetAsync() =>
        await (await TestContext.Current.GetFixture<ProsodyServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there"))._process.GetAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
