using System.CommandLine;
using Classifier.Faults.Runs;
using Classifier.Tests.Shared;

namespace Classifier.Faults;

/// <summary>Fault runs from the command line; the short ones are tests.</summary>
internal static class Program
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";

    public static Task<int> Main(string[] args) => new RootCommand("Breaks the service on purpose and checks that nothing is lost, doubled or orphaned") { Kills(), Nodes(), Measure() }.Parse(args).InvokeAsync();

    private static Command Kills()
    {
        var (seed, clients, chatFaults) = (Seed(), Clients(), ChatFaults());
        var rounds = new Option<int>("--rounds") { Description = "kills at each named point", DefaultValueFactory = _ => 20 };
        var kills = new Option<int>("--kills") { Description = "kills at random moments", DefaultValueFactory = _ => 300 };
        var alerts = new Option<int>("--alerts") { Description = "alerts to be acknowledged at least", DefaultValueFactory = _ => 1_000_000 };
        var batch = new Option<int>("--batch") { Description = "alerts in one delivery while it is killed at random", DefaultValueFactory = _ => 20 };
        var provider = new Option<string>("--provider") { Description = "the database; PostgreSQL is started for the run", DefaultValueFactory = _ => Sqlite };
        provider.AcceptOnlyFromAmong(Sqlite, Postgres);
        var command = new Command("kills", "kills the service again and again and compares with the ledger") { seed, rounds, kills, alerts, clients, batch, chatFaults, provider };
        command.SetAction(result => KillsAsync(
            new(result.GetValue(rounds), result.GetValue(kills), result.GetValue(alerts), result.GetValue(clients), result.GetValue(batch), result.GetValue(chatFaults), result.GetValue(seed)),
            result.GetValue(provider) == Postgres));
        return command;
    }

    private static Command Nodes()
    {
        var (seed, clients, chatFaults) = (Seed(), Clients(), ChatFaults());
        var nodes = new Option<int>("--nodes") { Description = "nodes of one PostgreSQL, which is started for the run", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "of a race, a kill, a pause, a rolling restart and a crash of the database each", DefaultValueFactory = _ => 10 };
        var command = new Command("nodes", "disturbs nodes that share a database and compares with the ledger") { nodes, rounds, seed, clients, chatFaults };
        command.SetAction(result => NodesAsync(result.GetValue(nodes), result.GetValue(rounds), result.GetValue(clients), result.GetValue(chatFaults), result.GetValue(seed)));
        return command;
    }

    private static Command Measure()
    {
        var seconds = new Option<int>("--seconds") { Description = "each rate is measured for so long", DefaultValueFactory = _ => 30 };
        var pending = new Option<int>("--pending") { Description = "alerts that wait at a start", DefaultValueFactory = _ => 100_000 };
        var command = new Command("measure", "measures rooms, starts, overload and nodes, with the service as it was built") { seconds, pending };
        command.SetAction(async result =>
        {
            var time = TimeSpan.FromSeconds(result.GetValue(seconds));
            await Measurement.RoomsAsync(perSecond: 50, time, Console.Out);
            await Measurement.StartsAsync(result.GetValue(pending), Console.Out);
            await Measurement.OverloadAsync(time, Console.Out);
            await using var server = await ServerAsync();
            foreach (var nodes in (int[])[1, 2, 4])
                await Measurement.NodesAsync(nodes, server, time, Console.Out);
        });
        return command;
    }

    private static Option<int> Seed() => new("--seed") { Description = "of what is broken when and where", DefaultValueFactory = _ => 1 };

    private static Option<int> Clients() => new("--clients") { Description = "senders side by side", DefaultValueFactory = _ => 32 };

    private static Option<double> ChatFaults() => new("--chat-faults") { Description = "share of the chat's calls that go wrong", DefaultValueFactory = _ => 0.05 };

    private static async Task<int> KillsAsync(KillPlan plan, bool onPostgres)
    {
        await using var server = onPostgres ? await ServerAsync() : null;
        await using var rig = await FaultRig.StartAsync(plan.ChatFaults, plan.Seed, server is null ? null : await server.NewDatabaseAsync());
        var run = new KillRun(rig, plan.Seed, Console.Error);
        await run.AtPointsAsync(KillPlan.Points, plan.Rounds, plan.Clients);
        await run.AtRandomAsync(plan.Kills, plan.Alerts, plan.Clients, plan.Batch, KillPlan.LongestRound);
        var result = await run.FinishAsync();
        Console.WriteLine($"{result.Kills} kills, seed {plan.Seed}: {result.Report}; {result.Unreached.Count} places not reached, slowest start {result.SlowestStart.TotalSeconds:0.00} s");
        return result.Report.IsClean ? 0 : 1;
    }

    private static async Task<int> NodesAsync(int nodes, int rounds, int clients, double chatFaults, int seed)
    {
        await using var server = await ServerAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults, seed, await server.NewDatabaseAsync());
        using var run = new NodeRun(rig, Console.Error);
        var chance = new Random(seed);
        await run.StartAsync(nodes);
        for (var round = 0; round < rounds; round++)
        {
            await run.RaceAsync(alerts: 200, clients);
            await run.UnderLoadAsync(() => run.KillAsync(chance.Next(nodes)), clients, roomEvery: 200);
            await run.UnderLoadAsync(() => run.PauseAsync(chance.Next(nodes)), clients, roomEvery: 200);
            await run.UnderLoadAsync(run.RollAsync, clients, roomEvery: 200);
            await run.UnderLoadAsync(() => run.RestartAsync(server), clients, roomEvery: 200);
        }
        var result = await run.FinishAsync();
        Console.WriteLine($"{nodes} nodes, {rounds} rounds, seed {seed}: {result}");
        return result.Report.IsClean ? 0 : 1;
    }

    private static Task<PostgresCluster> ServerAsync() => PostgresCluster.StartAsync(
        PostgresCluster.FindPrograms() ?? throw new InvalidOperationException("PostgreSQL's server is not installed (Debian package postgresql)"), flushes: true);
}
