using System.Diagnostics;

namespace Classifier;

/// <summary>
/// Named places at which a test can end the process as a power cut would: no handler runs, nothing is flushed. Off unless the
/// environment names one in <c>CLASSIFIER_CRASH_AT</c>, as <c>NAME</c> or <c>NAME:N</c> for the N-th time it is reached.
/// </summary>
public static class CrashPoint
{
    /// <summary>Alerts are written, the commit has not been asked for.</summary>
    public const string AcceptCommit = "accept_commit";

    /// <summary>Alerts are durable, the sender does not know.</summary>
    public const string AcceptAnswer = "accept_answer";

    /// <summary>Incident and plan are written, the commit has not been asked for.</summary>
    public const string DecideCommit = "decide_commit";

    /// <summary>Incident, plan and the room's name are durable, nothing is carried out.</summary>
    public const string Decided = "decided";

    /// <summary>The tool is about to be asked for the room.</summary>
    public const string RoomCall = "room_call";

    /// <summary>The tool has opened the room, we have not noted it.</summary>
    public const string RoomOpened = "room_opened";

    /// <summary>People are in the room, we have not noted it.</summary>
    public const string Invited = "invited";

    /// <summary>The tool is about to be given a post.</summary>
    public const string PostCall = "post_call";

    /// <summary>The post is there, we have not noted it.</summary>
    public const string Posted = "posted";

    /// <summary>A step's end is written, the commit has not been asked for.</summary>
    public const string StepCommit = "step_commit";

    /// <summary>A step's end is durable.</summary>
    public const string StepDone = "step_done";

    /// <summary>The champion's pointer is written beside the old one, not yet in its place.</summary>
    public const string Promote = "promote";

    /// <summary>The champion's pointer is in its place, nobody was told.</summary>
    public const string Promoted = "promoted";

    /// <summary>The log is about to be written back into the database file.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [AcceptCommit, AcceptAnswer, DecideCommit, Decided, RoomCall, RoomOpened, Invited, PostCall, Posted, StepCommit, StepDone, Promote, Promoted, Checkpoint];

    // After the names, which it looks at.
    private static readonly Wish? Wanted = Parse(Environment.GetEnvironmentVariable("CLASSIFIER_CRASH_AT"));

    /// <summary>Ends the process here where a test asked for it.</summary>
    public static void Reached(string name)
    {
        if (Wanted is not null && Wanted.Name == name && Wanted.IsNow())
            Process.GetCurrentProcess().Kill();
    }

    private static Wish? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var parts = text.Split(':', 2);
        return Names.Contains(parts[0]) && int.TryParse(parts.ElementAtOrDefault(1) ?? "1", out var times)
            ? new(parts[0], times)
            : throw new ArgumentException($"CLASSIFIER_CRASH_AT is '{text}'; known are {string.Join(", ", Names)}, each with :N for the N-th time");
    }

    private sealed class Wish(string name, int times)
    {
        private int _left = times;

        public string Name => name;

        public bool IsNow() => Interlocked.Decrement(ref _left) == 0;
    }
}
