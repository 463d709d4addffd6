using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Tests of a service whose one chat is a fake of Teams, with the people of <see cref="Some.DirectoryYaml"/> there.</summary>
public abstract class TeamsServiceTests : IAsyncLifetime
{
    private TestHome _home = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected CollectingLogs Logs { get; } = new();

    private protected FakeTeams Teams { get; private set; } = null!;

    /// <summary>Who is who there.</summary>
    private protected TeamsDirectory People { get; private set; } = null!;

    private protected RunningService Service { get; private set; } = null!;

    private protected TeamsDeliveries Deliveries { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Teams = await FakeTeams.StartAsync();
        People = TeamsDirectory.Of(Some.DirectoryYaml, Teams);
        _home = new(People.Yaml);
        var settings = TeamsDeliveries.Settings(Teams, "teams");
        Prepare(settings);
        Service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(Logs), settings: settings);
        Deliveries = new(Service, Teams);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Teams.DisposeAsync();
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes Teams and the settings before the service starts.</summary>
    private protected virtual void Prepare(Dictionary<string, string> settings)
    {
    }
}
