using Classifier.Api.Chat;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Incidents;

public sealed class RestartTests
{
    /// <summary>Stops at the n-th call of the chat tool and goes on with a new process's objects: every step, before and after its effect.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Restart_InTheMiddle_ContinuesWhereItStopped(int failingCall, bool afterEffect)
    {
        using var home = new TestHome();
        var id = "";
        await using (var service = await RunningService.StartAsync(home: home, configure: services => services
            .AddSingleton<IChatConnector>(provider => new StoppingConnector(provider.GetRequiredService<BuiltInConnector>(), failingCall, afterEffect))
            .AddSingleton(provider => new ConnectorSet([provider.GetServices<IChatConnector>().OfType<StoppingConnector>().Single()]))))
        {
            var (_, accepted) = await service.PostAsync("/v1/alerts", new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } });
            var decided = await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided");
            id = decided.Text("incident");
            var stopping = (StoppingConnector)service.Get<ConnectorSet>().Get("builtin");
            await stopping.Stopped.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        }

        await using var again = await RunningService.StartAsync(Some.Monday.AddMinutes(6), home);
        await again.SettledAsync(id);

        var incident = await again.GetAsync($"/v1/incidents/{id}");
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Equal(["dnsperson", "ola"], incident.People());
        Assert.Single(await again.MessagesAsync(incident), m => m.Contains("Certificate expiry", StringComparison.Ordinal) && m.Contains("!ack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_AcceptedButUndecided_IsDecidedThen()
    {
        using var home = new TestHome();
        Guid id;
        await using (var service = await RunningService.StartAsync(home: home, configure: WithoutWorkers))
            id = Guid.Parse((await service.PostAsync("/v1/alerts", new { title = "edge 95 x" })).Body.Text("alert_id"));

        await using var again = await RunningService.StartAsync(home: home);

        await Eventually.GetAsync(() => again.GetAsync($"/v1/alerts/{id}"), a => a.Text("state") == "decided");
    }

    private static void WithoutWorkers(IServiceCollection services)
    {
        foreach (var worker in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && s.ImplementationFactory?.Method.DeclaringType?.FullName?.StartsWith("Classifier", StringComparison.Ordinal) == true).ToList())
            services.Remove(worker);
    }
}
