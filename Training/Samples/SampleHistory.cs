using System.Text;
using System.Text.RegularExpressions;
using Classifier.History;

namespace Classifier.Training.Samples;

/// <summary>The made-up history of a company that does not exist. The same seed and count give the same tickets everywhere.</summary>
internal static partial class SampleHistory
{
    public const int DefaultCount = 8000;

    private const double TwinShare = 0.055;

    /// <summary>One ticket in so many has a wrong owning team.</summary>
    private const int NoiseEvery = 34;

    /// <summary>The tickets alone, oldest first.</summary>
    public static IReadOnlyList<Ticket> Tickets(int seed, int count = DefaultCount) => [.. Create(seed, count).Select(t => t.Ticket)];

    /// <summary>The tickets with what was planted in them, oldest first.</summary>
    public static IReadOnlyList<SampleTicket> Create(int seed, int count = DefaultCount)
    {
        var random = new Random(seed);
        var voices = PhraseBook.Load("voices").Scenarios;
        var planner = new TicketPlanner(voices, random);
        var writer = new TicketWriter(PhraseBook.Load("common").Sections);
        var history = new List<SampleTicket>(count);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var number = 31000 + random.Next(900);
        var noisy = 0;
        foreach (var at in SampleCalendar.FilingTimes(count, random))
        {
            var twin = random.Happens(TwinShare) ? Original(history, at, random) : null;
            var (plan, text) = twin is null ? Fresh(planner, writer, at, texts, random) : (twin.Plan, writer.Write(twin.Plan, at, random.Next()));
            if (history.Count % NoiseEvery == 0)
                noisy = history.Count + random.Next(NoiseEvery);
            number += random.Next(1, 9);
            history.Add(File($"INC00{number}", at, plan, text, history.Count == noisy, twin?.Ticket.Id, random));
        }
        return history;
    }

    /// <summary>An older ticket whose story can happen again on that day; null when the draw fails.</summary>
    private static SampleTicket? Original(List<SampleTicket> history, DateTimeOffset at, Random random)
    {
        if (history.Count < 40)
            return null;
        var original = history[random.Next(history.Count)];
        return original.TwinOf is null && original.Plan.Scenario.HappensOn(at) && original.Plan.Voice.HappensOn(at) ? original : null;
    }

    /// <summary>A ticket that, numbers aside, nobody has written before.</summary>
    private static (TicketPlan Plan, TicketText Text) Fresh(TicketPlanner planner, TicketWriter writer, DateTimeOffset at, HashSet<string> texts, Random random)
    {
        while (true)
        {
            var plan = planner.Plan(at, random);
            var text = writer.Write(plan, at, random.Next());
            if (texts.Add(Masked(text.Title + "\n" + text.Description)))
                return (plan, text);
        }
    }

    private static SampleTicket File(string id, DateTimeOffset at, TicketPlan plan, TicketText text, bool isNoise, string? twinOf, Random random)
    {
        var team = Company.TeamKey(plan.Scenario.TeamFor(plan.Service, plan.Place.Key), at);
        var isMistyped = isNoise && random.Next(3) == 0;
        var filed = new Ticket
        {
            Id = id,
            OpenedAt = at,
            Title = text.Title,
            Description = text.Description,
            IssueType = isMistyped ? Aftermath.OtherType(plan.Type.Name, at, random) : plan.Type.Name,
            OwningTeam = isNoise ? OtherTeam(team, at, random) : team,
            Attributes = TicketLabels.For(plan, text, random),
            Severity = random.Happens(0.82) ? plan.Severity : null,
            Location = random.Happens(0.8) ? plan.Place.Key : null,
            Logs = text.Logs,
        };
        return new(Aftermath.Apply(filed, plan, text, random), team, plan.Type.Name, plan, twinOf, text.SaysSomethingNew);
    }

    private static string OtherTeam(string team, DateTimeOffset at, Random random) =>
        Company.People.Keys.Select(t => Company.TeamKey(t, at)).Where(t => t != team).ToList().Pick(random);

    /// <summary>The text without what differs between near-duplicates: hosts, addresses, numbers, hexadecimal ids, case and spacing.</summary>
    public static string Masked(string text) =>
        Spaces().Replace(Numbers().Replace(HexIds().Replace(Hosts().Replace(text.ToLowerInvariant().Normalize(NormalizationForm.FormC), "0"), "0"), "0"), " ").Trim();

    // Names with hyphens or dots and a digit in them; versions and addresses are such as well.
    [GeneratedRegex(@"\b(?=[a-z.-]*[0-9])[a-z0-9]+(?:[-.][a-z0-9]+)+\b")]
    private static partial Regex Hosts();

    [GeneratedRegex(@"\b(?=[a-f]*[0-9])[0-9a-f]{6,}\b")]
    private static partial Regex HexIds();

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
