namespace Classifier.Faults.Runs;

/// <summary>How much is broken.</summary>
internal sealed record KillPlan(int Rounds, int Kills, int Alerts, int Clients, int Batch, double ChatFaults, int Seed)
{
    /// <summary>The longest time between a start and a kill at random.</summary>
    public static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(6);

    /// <summary>The named points that alerts pass; a promotion has tests of its own.</summary>
    public static IReadOnlyList<string> Points { get; } = [.. CrashPoint.Names.Where(n => n is not (CrashPoint.Promote or CrashPoint.Promoted))];

    /// <summary>Those of a PostgreSQL: checkpoints are its server's own.</summary>
    public static IReadOnlyList<string> PostgresPoints { get; } = [.. Points.Where(n => n != CrashPoint.Checkpoint)];
}
