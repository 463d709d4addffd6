using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Api.Models;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Runs;
using Classifier.Models;
using Classifier.Storage;

namespace Classifier.Api.Tests.Faults;

/// <summary>The pointer to the champion while processes are killed around its replacement, and as several nodes follow it.</summary>
public sealed class PromotionTests
{
    private const string A = "20260101-000000-aaaaaaa";
    private const string B = "20260102-000000-bbbbbbb";
    private static readonly TimeSpan FollowedWithin = TimeSpan.FromMinutes(1);       // five seconds are wanted, which a busy machine does not keep

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CrashPoint.Promote, A)]
    [InlineData(CrashPoint.Promoted, B)]
    public async Task F21_ServiceIsKilledWhileItPromotes_TheOldOrTheNewChampionAnswers(string point, string champion)
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 21);
        using var home = SampleHome.WithModels(A, B);
        home.Point(A);
        var settings = rig.Service with { Home = home.Root };
        using (var service = await ServiceProcess.StartAsync(settings, point))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => service.Http.PostAsync($"/v1/models/{B}/promote", null, Token));
            Assert.True(await service.EndsWithinAsync(TimeSpan.FromMinutes(1)));
        }

        using var again = await ServiceProcess.StartAsync(settings, null);

        Assert.Equal(champion, await ChampionOfAsync(again));
        (await again.Http.PostAsync($"/v1/models/{B}/promote", null, Token)).EnsureSuccessStatusCode();
        Assert.Equal(B, await ChampionOfAsync(again));
    }

    [Theory]
    [InlineData(CrashPoint.Promote, A)]
    [InlineData(CrashPoint.Promoted, B)]
    public async Task F21_TrainingProgramIsKilledWhileItPromotes_TheOldOrTheNewChampionIsThere(string point, string champion)
    {
        using var home = SampleHome.WithModels(A, B);
        home.Point(A);
        var start = TrainingProgram.StartInfo(TrainingProgram.Find()!, new(home.Root), new(StorageSettings.Sqlite, null), ["promote", B]);
        start.Environment["CLASSIFIER_CRASH_AT"] = point;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Token);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal(champion, new ModelStore(new Home(home.Root), TimeProvider.System).LoadChampion()!.Card.Version);
    }

    [Fact]
    public async Task F21_ServiceIsKilledAtRandomWhileItPromotes_ThereIsAlwaysAChampion()
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 21);
        using var home = SampleHome.WithModels(A, B);
        home.Point(A);
        var (models, chance) = (new ModelStore(new Home(home.Root), TimeProvider.System), new Random(21));
        for (var round = 0; round < 4; round++)
        {
            using var service = await ServiceProcess.StartAsync(rig.Service with { Home = home.Root }, null);
            var promoting = PromoteInTurnAsync(service);
            await Task.Delay(chance.Next(1500), Token);
            await service.KillAsync();
            await promoting;
            Assert.Contains(models.LoadChampion()!.Card.Version, (string[])[A, B]);
        }
    }

    [Fact]
    public async Task PromotedOnOneNode_IsFollowedByANodeThatNeverHadIt()
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 22, await PostgresServer.NewDatabaseAsync());
        using var home = SampleHome.WithModels(A, B);
        using var empty = SampleHome.WithModels();
        home.Point(A);
        using var first = await ServiceProcess.StartAsync(rig.Service with { Home = home.Root }, null);
        using var second = await ServiceProcess.StartAsync(rig.NewNode() with { Home = empty.Root }, null);
        Assert.Equal(A, await ChampionOfAsync(second));

        (await first.Http.PostAsync($"/v1/models/{B}/promote", null, Token)).EnsureSuccessStatusCode();
        await FollowsAsync(second, B);
        (await second.Http.PostAsync("/v1/models/rollback", null, Token)).EnsureSuccessStatusCode();
        await FollowsAsync(first, A);
    }

    private static async Task PromoteInTurnAsync(ServiceProcess service)
    {
        try
        {
            for (var turn = 0; ; turn++)
                (await service.Http.PostAsync($"/v1/models/{(turn % 2 == 0 ? B : A)}/promote", null, CancellationToken.None)).Dispose();
        }
        catch (HttpRequestException)
        {
            // It was killed.
        }
    }

    private static async Task FollowsAsync(ServiceProcess node, string version)
    {
        var began = Stopwatch.GetTimestamp();
        while (await ChampionOfAsync(node) != version)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < FollowedWithin, $"{version} does not answer after {FollowedWithin.TotalSeconds} s");
            await Task.Delay(50, Token);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{version} answers on the other node after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");
    }

    private static async Task<string> ChampionOfAsync(ServiceProcess service) =>
        (await service.Http.GetFromJsonAsync<JsonElement>("/health/ready", Token)).Text("model_version");
}
