using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Classifier.Faults.Machine;
using Classifier.Faults.Runs;
using Npgsql;

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

        // Which moment that is, is left to chance: until there was something in the node's hands.
        for (var pauses = 0; pauses < 3 && run.Fenced == 0; pauses++)
            await run.UnderLoadAsync(() => run.PauseAsync(0), clients: 8, roomEvery: 5);

        Assert.True((await IsCleanAsync(run)).Fenced > 0, "the paused node held nothing");
    }

    [Fact]
    public async Task F15_NodeStandsStillInATransaction_WhatItLockedIsFreeLongBeforeItGoesOn()
    {
        var database = await PostgresServer.NewDatabaseAsync();
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 18, database);
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2);
        await using var look = NpgsqlDataSource.Create(database);
        var (isHeld, isFreed) = (false, false);

        await run.UnderLoadAsync(async () =>
        {
            for (var pauses = 0; pauses < 20 && !isHeld; pauses++)
            {
                await run.Nodes[0].PauseAsync();
                await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
                isHeld = await HeldAsync() > 0;
                if (isHeld)
                    isFreed = await AgainAsync("what was locked", async () => await HeldAsync() == 0);
                await run.Nodes[0].ResumeAsync();
            }
        }, clients: 8, roomEvery: 5);

        Assert.True(isHeld, "the node that stood still had locked nothing");
        Assert.True(isFreed, "what it had locked was never free again");
        await IsCleanAsync(run);

        // For longer than a transaction takes whose node is well.
        async Task<long> HeldAsync()
        {
            await using var command = look.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND clock_timestamp() - state_change > interval '1 second'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
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
        var isBack = false;

        await run.UnderLoadAsync(async () =>
        {
            await run.RestartAsync(server);
            var before = run.Ledger.Count;
            isBack = await AgainAsync("an alert", () => Task.FromResult(run.Ledger.Count > before));
        }, clients: 8, roomEvery: 20);

        Assert.True(isBack, "nothing was acknowledged any more");
        await IsCleanAsync(run);
        Assert.All(run.Nodes, node => Assert.True(node.IsRunning));
    }

    /// <summary>Its transactions arrive late, or never; the other node has taken over meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F16_NodeIsCutOffFromTheDatabase_NothingIsLostOrDoubled_AndItServesAgain(bool keeps)
    {
        var database = new NpgsqlConnectionStringBuilder(await PostgresServer.NewDatabaseAsync());
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 16, database.ConnectionString);
        await using var wire = new Wire(database.Port);
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(2, "--Storage:ConnectionString", new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = wire.Port, Timeout = 5, CommandTimeout = 20 }.ConnectionString);
        HttpStatusCode during = default, after = default;

        await run.UnderLoadAsync(async () =>
        {
            var cut = run.CutAsync(wire, keeps);
            during = await AskAsync(run.Nodes[0], TimeSpan.FromSeconds(8));
            await cut;
            await AgainAsync("an alert", async () => (after = await AskAsync(run.Nodes[0], TimeSpan.FromSeconds(5))) == HttpStatusCode.Accepted);
        }, clients: 8, roomEvery: 5);

        Assert.NotEqual(HttpStatusCode.Accepted, during);
        Assert.Equal(HttpStatusCode.Accepted, after);
        await IsCleanAsync(run);
    }

    [Fact]
    public async Task F16_NodesAreCutOffFromTheChat_AlertsAreTakenMeanwhile_AndRoomsOpenAgain()
    {
        await using var rig = await FaultRig.StartAsync(ChatFaults, seed: 17, await PostgresServer.NewDatabaseAsync());
        await using var wire = new Wire(rig.Slack.ApiUrl.Port);
        string[] through = ["--Chat:Slack:ApiUrl", new UriBuilder(rig.Slack.ApiUrl) { Port = wire.Port }.Uri.ToString()];
        using var run = new NodeRun(rig, TextWriter.Null);
        await run.StartAsync(1, through);
        int before = 0, taken = 0, opened = 0;
        var isBack = false;

        await run.UnderLoadAsync(async () =>
        {
            wire.Cut();
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);       // what was on its way has arrived
            (before, taken) = (Rooms(), run.Ledger.Count);
            await Task.Delay(NodeRun.Pause, TestContext.Current.CancellationToken);
            (opened, taken) = (Rooms() - before, run.Ledger.Count - taken);
            await wire.MendAsync(keeps: false);
            isBack = await AgainAsync("a room", () => Task.FromResult(Rooms() > before));
        }, clients: 8, roomEvery: 20);

        Assert.Equal(0, opened);
        Assert.True(taken > 0, "nothing was taken while the chat was away");
        Assert.True(isBack, "no room was opened any more");
        await IsCleanAsync(run);

        int Rooms() => rig.Slack.Look(w => w.Channels.Count);
    }

    /// <summary>Waits until something works again, and says in the test's output how long that took: five seconds are wanted, which a busy machine does not keep.</summary>
    private static async Task<bool> AgainAsync(string what, Func<Task<bool>> works)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1);)
        {
            if (await works())
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{what} again after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
                return true;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return false;
    }

    /// <summary>Sends an alert of nobody's ledger.</summary>
    /// <returns>Zero when there was no answer in time.</returns>
    private static async Task<HttpStatusCode> AskAsync(ServiceProcess node, TimeSpan within)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within > TimeSpan.Zero ? within : TimeSpan.FromMilliseconds(1));
        try
        {
            using var answer = await node.Http.PostAsJsonAsync("/v1/alerts", new { title = "Is anybody there?", severity = "info", source = "faults", dedup_key = "asked" }, patience.Token);
            return answer.StatusCode;
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or SocketException)
        {
            return default;
        }
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
