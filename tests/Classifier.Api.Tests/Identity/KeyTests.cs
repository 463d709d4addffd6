using System.Net;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Identity;

public sealed class KeyTests
{
    [Theory]
    [InlineData("POST", "/v1/score", "score")]
    [InlineData("POST", "/v1/score/batch", "score")]
    [InlineData("POST", "/v1/alerts", "alerts")]
    [InlineData("POST", "/v1/alerts/alertmanager", "alerts")]
    [InlineData("GET", "/v1/alerts", "alerts")]
    [InlineData("GET", "/v1/incidents", "incidents")]
    [InlineData("POST", "/v1/incidents/inc-1/ack", "incidents")]
    [InlineData("GET", "/v1/models", "models")]
    [InlineData("POST", "/v1/models/rollback", "models")]
    public async Task Route_TakesItsScopeAndRefusesTheOthers(string method, string path, string scope)
    {
        await using var service = await RunningService.StartAsync();
        foreach (var given in (string[])["score", "alerts", "incidents", "models"])
        {
            using var http = await service.WithKeyAsync(given);
            using var response = await http.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);

            Assert.Equal(given != scope, response.StatusCode == HttpStatusCode.Forbidden);
            Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task NoKeyOrAWrongOne_Is401()
    {
        await using var service = await RunningService.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };

        using var none = await http.GetAsync("/v1/incidents", TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Add("X-Api-Key", "icl_wrong");
        using var wrong = await http.GetAsync("/v1/incidents", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.StatusCode, wrong.StatusCode));
        Assert.Equal("/problems/unauthorized", (await RunningService.BodyAsync(none)).Text("type"));
    }

    [Fact]
    public async Task DevelopmentKey_SurvivesARestartAndIsReadableByItsOwnerAlone()
    {
        using var home = new TestHome();
        string first, second;
        await using (var service = await RunningService.StartAsync(home: home))
            first = service.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        await using (var service = await RunningService.StartAsync(home: home))
            second = service.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        Assert.Equal(first, second);
        var file = Path.Combine(home.Root, "var", "dev.key");
        Assert.Equal(first, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task XApiKey_IsTakenLikeABearer()
    {
        await using var service = await RunningService.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Api-Key", service.Http.DefaultRequestHeaders.Authorization!.Parameter);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/incidents", TestContext.Current.CancellationToken)).StatusCode);
    }
}
