[assembly: AssemblyFixture(typeof(Classifier.Tests.Shared.PostgresServer))]

namespace Classifier.Tests.Shared;

/// <summary>A real PostgreSQL on loopback, started once by the first test that wants one; each test has a database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private PostgresCluster? _cluster;

    /// <summary>Makes an empty database; skips the test where there is no server to start.</summary>
    /// <returns>How to connect to it.</returns>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await TestContext.Current.GetFixture<PostgresServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there");
        return await (await server.ClusterAsync()).NewDatabaseAsync();
    }

    /// <summary>Folder of the server's programs, for a test that wants a server to break; skips the test where there is none.</summary>
    public static string Programs() => Path.GetDirectoryName(Require.Versioned(PostgresCluster.Versions, "bin/postgres", "postgresql"))!;

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private async Task<PostgresCluster> ClusterAsync()
    {
        var programs = Programs();
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _cluster ??= await PostgresCluster.StartAsync(programs, flushes: false);
        }
        finally
        {
            _starting.Release();
        }
    }
}
