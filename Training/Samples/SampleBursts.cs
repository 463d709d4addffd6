using Classifier.History;

namespace Classifier.Training.Samples;

/// <summary>
/// Alerts of tools that come within minutes because one thing is wrong: at the service at fault, and at those that need it.
/// Other trouble comes in between, some of it at the same place. A ticket's id tells the burst: <c>burst-12-3</c> is the third of the twelfth.
/// </summary>
internal static class SampleBursts
{
    public const string FileName = "bursts.jsonl";
    public const int DefaultCount = 120;

    /// <summary>Share of bursts that are one alert alone.</summary>
    private const double Alone = 0.45;

    /// <summary>Share of a burst's alerts that come from services that need the one at fault, where there are such.</summary>
    private const double Elsewhere = 0.5;

    /// <summary>How long a burst's alerts go on coming.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(8);

    /// <summary>Mean time from the beginning of one burst to that of the next.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(6);

    /// <summary>Alerts of bursts that overlap, oldest first.</summary>
    public static IReadOnlyList<Ticket> Create(int seed, int count = DefaultCount)
    {
        var random = new Random(seed);
        var voices = PhraseBook.Load("voices").Scenarios;
        var planner = new TicketPlanner(voices, random);
        var writer = new TicketWriter(PhraseBook.Load("common").Sections);
        var tickets = new List<Ticket>();
        var begin = SampleCalendar.Day("2026-09-01");
        for (var burst = 1; burst <= count; burst++)
        {
            begin += -Between * Math.Log(1 - random.NextDouble());
            var root = Root(planner, voices, begin, random);
            var size = random.Happens(Alone) ? 1 : random.Next(2, 7);
            for (var i = 1; i <= size; i++)
            {
                var at = i == 1 ? begin : begin + (Length * random.NextDouble());
                var plan = i == 1 ? root : Follower(root, voices, at, random);
                tickets.Add(File($"burst-{burst}-{i}", at, plan, writer.Write(plan, at, random.Next()), random));
            }
        }
        return [.. tickets.OrderBy(t => t.OpenedAt).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }

    /// <summary>The burst that a ticket belongs to.</summary>
    public static string BurstOf(string id) => id[..id.LastIndexOf('-')];

    /// <summary>Something that a tool would report and that is nobody's wish or crime.</summary>
    private static TicketPlan Root(TicketPlanner planner, IReadOnlyList<Scenario> voices, DateTimeOffset at, Random random)
    {
        while (true)
        {
            var plan = planner.Plan(at, random);
            if (plan.Knowledge == Knowledge.Particulars && plan.Type.Name != "service-request" && !Company.SecurityTypes.Contains(plan.Type.Name) && Tools(plan, voices, at).Count > 0)
                return plan with { Voice = Tools(plan, voices, at).Pick(v => v.Share, random) };
        }
    }

    /// <summary>The same trouble as another tool, host or service sees it.</summary>
    private static TicketPlan Follower(TicketPlan root, IReadOnlyList<Scenario> voices, DateTimeOffset at, Random random)
    {
        var needing = Company.Dependencies.Where(d => d.Value.Contains(root.Service.Key)).Select(d => d.Key).ToList();
        var plan = root with { Wording = random.Next(), Voice = Tools(root, voices, at).Pick(v => v.Share, random) };
        return needing.Count > 0 && random.Happens(Elsewhere) ? plan with { Seen = Company.Service(needing.Pick(random), at), Knowledge = Knowledge.Symptom } : plan;
    }

    private static List<Scenario> Tools(TicketPlan plan, IReadOnlyList<Scenario> voices, DateTimeOffset at) =>
        plan.Scenario.Sections.Find("alert") is null && plan.Type.Sections.Find("alert") is null
            ? []
            : [.. voices.Where(v => v.Settings.ContainsKey("tool") && v.HappensOn(at) && (v.List("types").Count == 0 || v.List("types").Contains(plan.Type.Name)))];

    private static Ticket File(string id, DateTimeOffset at, TicketPlan plan, TicketText text, Random random) => new()
    {
        Id = id,
        OpenedAt = at,
        Title = text.Title,
        Description = text.Description,
        IssueType = plan.Type.Name,
        OwningTeam = Company.TeamKey(plan.Scenario.TeamFor(plan.Service, plan.Place.Key), at),
        Attributes = TicketLabels.For(plan, text, random),
        Severity = plan.Severity,
        Logs = text.Logs,
    };
}
