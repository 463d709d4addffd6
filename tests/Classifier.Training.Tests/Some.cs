using System.Text.Json;
using Classifier.History;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests;

/// <summary>What does not matter to a test.</summary>
internal static class Some
{
    private static readonly (string Team, string Type, string[] Words)[] Problems =
    [
        ("storage", "disk_full", ["disk", "full", "volume", "inode", "mount"]),
        ("network", "link_down", ["switch", "link", "packet", "loss", "router"]),
        ("identity", "login_failure", ["login", "password", "ldap", "session", "expired"]),
        ("security", "key_leak", ["leaked", "access", "key", "repository", "exposed"]),
    ];

    private static readonly string[] Fillers = ["on", "the", "server", "since", "today", "please", "check", "error", "again", "users"];

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TrainingOptions Options { get; } = new(7, Budget.Small, Scoring.TargetNames.All, new HashSet<string> { "key_leak" }, new(new HashSet<string>(), new HashSet<string>()));

    /// <summary>Tickets of four teams that a few words tell apart, one an hour.</summary>
    public static IReadOnlyList<TrainingRow> Rows(int count, bool withTypes = true)
    {
        var random = new SplitMix(42);
        return [.. Enumerable.Range(0, count).Select(i => new TrainingRow(Ticket(i, ref random, withTypes), 1))];
    }

    public static IProgressLog Progress { get; } = new Silent();

    /// <summary>A ticket as a line of the history format.</summary>
    public static string Jsonl(Ticket ticket) => JsonSerializer.Serialize(new Dictionary<string, string?>
    {
        ["id"] = ticket.Id,
        ["opened_at"] = ticket.OpenedAt?.ToString("O"),
        ["title"] = ticket.Title,
        ["description"] = ticket.Description,
        ["issue_type"] = ticket.IssueType,
        ["owning_team"] = ticket.OwningTeam,
    });

    public static Training.Calibration.Judgement Judged(string truth, string answer, double trust) => new(truth, answer, trust, truth == answer, true);

    private static Ticket Ticket(int i, ref SplitMix random, bool withTypes)
    {
        var (team, type, words) = Problems[random.Next(Problems.Length)];
        var title = string.Join(' ', words[random.Next(words.Length)], Fillers[random.Next(Fillers.Length)], words[random.Next(words.Length)]);
        var description = string.Join(' ', Fillers[random.Next(Fillers.Length)], words[random.Next(words.Length)], Fillers[random.Next(Fillers.Length)]);
        return new() { Id = $"t-{i}", OpenedAt = Start.AddHours(i), Title = title, Description = description, OwningTeam = team, IssueType = withTypes ? type : null };
    }

    private sealed class Silent : IProgressLog
    {
        public void Step(string what)
        {
        }
    }
}
