using System.CommandLine;
using Classifier.Faults.Runs;

namespace Classifier.Faults;

/// <summary>Fault runs from the command line; the short ones are tests.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var seed = new Option<int>("--seed") { Description = "of the times and places of the kills", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "kills at each named point", DefaultValueFactory = _ => 20 };
        var kills = new Option<int>("--kills") { Description = "kills at random moments", DefaultValueFactory = _ => 300 };
        var alerts = new Option<int>("--alerts") { Description = "alerts to be acknowledged at least", DefaultValueFactory = _ => 1_000_000 };
        var clients = new Option<int>("--clients") { Description = "senders side by side", DefaultValueFactory = _ => 32 };
        var chatFaults = new Option<double>("--chat-faults") { Description = "share of the chat's calls that go wrong", DefaultValueFactory = _ => 0.05 };
        var postgres = new Option<string?>("--postgres") { Description = "connection string of an empty PostgreSQL database; without it SQLite" };
        var command = new Command("kills", "kills the service again and again and compares with the ledger") { seed, rounds, kills, alerts, clients, chatFaults, postgres };
        command.SetAction(async result => await KillsAsync(
            new(result.GetValue(rounds), result.GetValue(kills), result.GetValue(alerts), result.GetValue(clients), result.GetValue(chatFaults), result.GetValue(seed)), result.GetValue(postgres)));
        return new RootCommand("Breaks the service on purpose and checks that nothing is lost, doubled or orphaned") { command }.Parse(args).InvokeAsync();
    }

    private static async Task<int> KillsAsync(KillPlan plan, string? postgres)
    {
        await using var rig = await FaultRig.StartAsync(plan.ChatFaults, plan.Seed, postgres);
        var run = new KillRun(rig.Service, rig.Slack, rig.State, plan.Seed, Console.Error);
        await run.AtPointsAsync(KillPlan.Points, plan.Rounds, plan.Clients);
        await run.AtRandomAsync(plan.Kills, plan.Alerts, plan.Clients, KillPlan.LongestRound);
        var result = await run.FinishAsync();
        Console.WriteLine($"{result.Kills} kills, seed {plan.Seed}: {result.Report}; {result.Unreached.Count} places not reached, slowest start {result.SlowestStart.TotalSeconds:0.00} s");
        return result.Report.IsClean ? 0 : 1;
    }
}
