using System.Text.Json;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

/// <summary>The five stories with the champion, the directory and the alerts that ship.</summary>
public sealed class StoriesTests
{
    private const string Version = "20260101-000000-aaaaaaa";

    [Fact]
    public async Task FiveStories_EndInFiveRoomsWithTheRightPeople_TheSecurityOnePrivate()
    {
        using var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await using var service = await RunningService.StartAsync(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), home, withChampion: true);

        await CheckAsync(service, "tls-certificate.json", "certificate-expiry", "traffic-dns", ["amara.okafor", "ingrid.solheim", "siobhan.kelly"]);
        await CheckAsync(service, "ad-asset-cache.json", "ad-asset-cache", "ad-platform", ["amara.okafor", "hannah.schulz"]);
        await CheckAsync(service, "security-device.json", "security-device", "perimeter", ["lukas.brandt", "siobhan.kelly", "sven.hagen"]);
        await CheckAsync(service, "third-party-script.json", "third-party-script", "storefront-web", ["hannah.schulz", "lukas.brandt"]);
        var secret = await CheckAsync(service, "leaked-access-key.json", "leaked-credential", "security-response", null);

        Assert.True(secret.GetProperty("private").GetBoolean());
        var group = service.Get<Api.Incidents.CurrentDirectory>().Value.SecurityGroup.Select(p => p.Id).Order(StringComparer.Ordinal);
        Assert.Equal(group, secret.People());
        Assert.DoesNotContain("AKIA", string.Join('\n', await service.MessagesAsync(secret)), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> CheckAsync(RunningService service, string file, string type, string team, string[]? people)
    {
        var alert = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Home.Find().Data, "alerts", file), TestContext.Current.CancellationToken));

        var incident = await service.OpenAsync(alert);

        Assert.Equal((type, team, "act"), (incident.GetProperty("issue_type").Text("label"), incident.GetProperty("owning_team").Text("label"), incident.Text("decision")));
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        if (people is not null)
            Assert.Equal(people, incident.People());
        return incident;
    }
}
