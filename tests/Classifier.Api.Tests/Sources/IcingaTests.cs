using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Sources;

public sealed class IcingaTests
{
    [Fact]
    public async Task RealIcinga_CheckFailsThenRecovers_AlertsFireThenResolve()
    {
        await using var service = await RunningService.StartAsync(TimeProvider.System.GetUtcNow());
        await using var icinga = await Icinga.StartAsync(service);

        await icinga.SayAsync(2, "CRITICAL - edge 95 disk \"C:\\\" is 98 % full");
        var firing = await AlertAsync(service, "firing");
        await icinga.SayAsync(0, "OK - 40 % used");
        var resolved = await AlertAsync(service, "resolved");

        Assert.Equal(("icinga", "db-01 disk: CRITICAL - edge 95 disk \"C:\\\" is 98 % full"), (firing.Text("source"), firing.Text("title")));
        Assert.Equal("db-01 disk: OK - 40 % used", resolved.Text("title"));
        Assert.Equal(("db-01!disk", "db-01!disk"), (firing.Text("dedup_key"), resolved.Text("dedup_key")));
        var incident = await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{firing.Text("incident")}"), i => i.Text("state") == "resolved");
        Assert.Equal("critical", incident.Text("severity"));
    }

    private static async Task<JsonElement> AlertAsync(RunningService service, string status)
    {
        bool Is(JsonElement alert) => alert.Text("status") == status && alert.Text("state") == "decided";
        var list = await Eventually.GetAsync(() => service.GetAsync("/v1/alerts"), l => l.GetProperty("items").EnumerateArray().Any(Is));
        return list.GetProperty("items").EnumerateArray().First(Is);
    }
}
