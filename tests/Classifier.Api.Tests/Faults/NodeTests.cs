using Classifier.Faults.Runs;

namespace Classifier.Api.Tests.Faults;

/// <summary>Several nodes as processes on one PostgreSQL: the short runs of <c>Classifier.Faults nodes</c>.</summary>
public sealed class NodeTests
{
    private const double ChatFaults = 0.05;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task F14_NodesRaceOnTheSameAlerts_OneIncidentAKeyAndOneRoomAnIncident(int nodes)
    {
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 14, await PostgresServer.NewDatabaseAsync());
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(nodes);

        await run.RaceAsync(alerts: 60, clients: 16);

        var report = (await IsCleanAsync(run)).Report;
        Assert.Equal((60 * nodes, 60 / 4), (report.Acknowledged, report.Rooms));
    }

    [Fact]
    public async Task F02_NodeIsKilledUnderLoad_TheOtherGoesOnWithItsWork()
    {
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 2, await PostgresServer.NewDatabaseAsync());
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2);

        await run.UnderLoadAsync(() => run.KillAsync(0), clients: 8, roomEvery: 20);

        await IsCleanAsync(run);
    }

    [Fact]
    public async Task F15_NodeIsPausedPastItsLeases_ItsLateResultsAreFencedAndNothingIsDoubled()
    {
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 15, await PostgresServer.NewDatabaseAsync());
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2);

        await run.UnderLoadAsync(() => run.PauseAsync(0), clients: 8, roomEvery: 5);

        Assert.True((await IsCleanAsync(run)).Fenced > 0, "the paused node held nothing");
    }

    [Fact]
    public async Task F24_NodesAreRestartedOneAfterTheOther_EveryRequestIsServedByOneOfThem()
    {
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 24, await PostgresServer.NewDatabaseAsync());
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2);

        await run.UnderLoadAsync(run.RollAsync, clients: 8, roomEvery: 20);

        Assert.Equal(0, (await IsCleanAsync(run)).Uncured);
    }

    [Fact]
    public async Task F08_DatabaseServerCrashesUnderLoad_NothingIsLostAndTheNodesGoOn()
    {
        await using var server = await PostgresCluster.StartAsync(PostgresServer.Programs(), flushes: true);
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 8, await server.NewDatabaseAsync());
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2);
        var before = 0;

        await run.UnderLoadAsync(async () =>
        {
            await run.RestartAsync(server);
            before = run.Ledger.Count;
            await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);      // with the second that follows: back within five
        }, clients: 8, roomEvery: 20);

        Assert.True((await IsCleanAsync(run)).Report.Acknowledged > before, "nothing was acknowledged any more");
        Assert.All(run.Nodes, node => Assert.True(node.IsRunning));
    }

    private static async Task<NodeResult> IsCleanAsync(NodeRun run)
    {
        var result = await run.FinishAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.True(result.Report.IsClean, result.ToString());
        Assert.True(result.Report is { Acknowledged: > 0, Rooms: > 0 }, result.ToString());
        return result;
    }
}
