using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Samples;

/// <summary>What happens to a ticket after it was filed: who works on it, what changes, how it ends.</summary>
internal static class Aftermath
{
    /// <summary>Written by the resolver, never at filing: gives the team away to whoever forgets to roll back.</summary>
    public const string LeakingAttribute = "resolver_group";

    private const double Misrouted = 0.14;
    private const double Mistyped = 0.06;
    private const double Reprioritised = 0.1;
    private const double Retitled = 0.02;
    private const double GroupRecorded = 0.7;

    public static Ticket Apply(Ticket filed, TicketPlan plan, TicketText text, Random random)
    {
        var opened = filed.OpenedAt!.Value;
        var slowness = random.NextDouble();
        var resolved = opened.AddSeconds(Math.Floor(1080 + slowness * slowness * slowness * 312_000));
        var changes = new List<TicketChange>();
        var ticket = filed with
        {
            ResolvedAt = resolved < SampleCalendar.End ? resolved : null,
            Cause = random.Happens(0.85) ? Told("cause", plan, text, random) : null,
            Fix = random.Happens(0.85) ? Told("fix", plan, text, random) : null,
            Responders = Responders(filed.OwningTeam!, plan, random),
        };
        if (random.Happens(Misrouted) && FirstQueue(ticket, plan, random) is { } queue)
            changes.Add(new(Later(), "owning_team", queue, ticket.OwningTeam));
        if (random.Happens(Mistyped))
            changes.Add(new(Later(), "issue_type", OtherType(ticket.IssueType!, opened, random), ticket.IssueType));
        if (ticket.Severity is { } severity && random.Happens(Reprioritised))
        {
            var changed = severity == Severity.Critical ? Severity.High : severity + 1;
            ticket = ticket with { Severity = changed };
            changes.Add(new(Later(), "severity", severity.Word(), changed.Word()));
        }
        if (random.Happens(Retitled))
        {
            var retitled = $"[{ticket.OwningTeam}] {ticket.Title}";
            changes.Add(new(Later(), "title", ticket.Title, retitled));
            ticket = ticket with { Title = retitled };
        }
        if (random.Happens(GroupRecorded))
        {
            changes.Add(new(Later(), $"attributes.{LeakingAttribute}", null, ticket.OwningTeam));
            ticket = ticket with
            {
                Attributes = new SortedDictionary<string, string>(ticket.Attributes.ToDictionary(), StringComparer.Ordinal) { [LeakingAttribute] = ticket.OwningTeam! },
            };
        }
        return ticket with { Changes = [.. changes.OrderBy(c => c.At)] };

        DateTimeOffset Later() => opened.AddSeconds(Math.Floor(60 + random.NextDouble() * ((resolved - opened).TotalSeconds - 120)));
    }

    private static string Told(string section, TicketPlan plan, TicketText text, Random random)
    {
        var facts = new Facts(plan.Service, plan.Place, plan.Author, SampleCalendar.Start, plan.UsesNewWording, random, random);
        facts.Set("host", text.Host);
        return new Scribe([plan.Scenario.Sections, plan.Type.Sections], null, facts.Find, random, false, Knowledge.Particulars, Handwriting.Machine, plan.Severity).Write(section);
    }

    private static List<string> Responders(string team, TicketPlan plan, Random random)
    {
        var people = Company.People[team == Company.RenamedTeamBefore ? Company.RenamedTeam : team].ToList();
        var responders = new List<string> { people.Pick(random) };
        if (random.Happens(0.3))
            responders.Add(people.Pick(random));
        if (random.Happens(0.2))
            responders.Add(Company.People[plan.Service.Owner].Pick(random));
        return [.. responders.Distinct()];
    }

    /// <summary>Where it was filed first: mostly with the service desk or whoever owns the service. Null when that was right.</summary>
    private static string? FirstQueue(Ticket ticket, TicketPlan plan, Random random)
    {
        var queue = random.Next(3) == 0 ? Company.TeamKey(plan.Service.Owner, ticket.OpenedAt!.Value) : "service-desk";
        return queue == ticket.OwningTeam ? null : queue;
    }

    /// <summary>A wrong type, as people choose one: nobody takes a compromise for a full disk.</summary>
    public static string OtherType(string type, DateTimeOffset day, Random random)
    {
        var isSecurity = Company.SecurityTypes.Contains(type);
        var others = Company.IssueTypes.Select(t => t.Key)
            .Where(t => t != type && Company.SecurityTypes.Contains(t) == isSecurity && (t != Company.LateType || day >= SampleCalendar.PasskeysLaunched)).ToList();
        return others.Pick(random);
    }
}
