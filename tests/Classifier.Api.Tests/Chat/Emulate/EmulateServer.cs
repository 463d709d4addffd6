using Classifier.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(Classifier.Api.Tests.Chat.Emulate.EmulateServer))]

namespace Classifier.Api.Tests.Chat.Emulate;

/// <summary>The run's one Slack that others wrote. Its state is in memory and shared: each test takes a bot and names of its own.</summary>
public sealed class EmulateServer : IAsyncDisposable
{
    private readonly OnceStarted<EmulateProcess> _process = new(() => EmulateProcess.StartAsync());

    /// <summary>The running server; skips the test where it is not installed.</summary>
    internal static async Task<EmulateProcess> GetAsync() =>
        await (await TestContext.Current.GetFixture<EmulateServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there"))._process.GetAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
