namespace Classifier.Training.Samples;

/// <summary>Counts what was planted.</summary>
internal static class SampleCounts
{
    public static IEnumerable<(string What, int Count)> Of(IReadOnlyList<SampleTicket> history)
    {
        var newest = NewestFifth(history);
        yield return ("tickets", history.Count);
        yield return ("wrong owning team", history.Count(t => t.IsNoise));
        yield return ("wrong issue type", history.Count(t => t.Ticket.IssueType != t.TrueType));
        yield return ("filed with another owning team", history.Count(t => t.Ticket.Changes.Any(c => c.Field == "owning_team")));
        yield return ("resolver_group written after filing", history.Count(t => t.Ticket.Attributes.ContainsKey(Aftermath.LeakingAttribute)));
        yield return ("renamed team, old key", history.Count(t => t.TrueTeam == Company.RenamedTeamBefore));
        yield return ("renamed team, new key", history.Count(t => t.TrueTeam == Company.RenamedTeam));
        yield return ("passkey-sign-in", history.Count(t => t.TrueType == Company.LateType));
        yield return ("near-duplicates", history.Count(t => t.TwinOf is not null));
        yield return ("in German", history.Count(t => t.Plan.Voice.Language == "de"));
        yield return ("in Portuguese", history.Count(t => t.Plan.Voice.Language == "pt"));
        yield return ("filed by tools", history.Count(t => t.Plan.IsMachine));
        yield return ("author knows only the kind of problem", history.Count(t => t.Plan.Knowledge == Knowledge.Kind));
        yield return ("author knows only the symptom", history.Count(t => t.Plan.Knowledge == Knowledge.Symptom));
        yield return ("author knows only the symptom, log lines attached", history.Count(t => t.TellsByLogsAlone));
        yield return ("security", history.Count(t => t.IsSecurity));
        yield return ("look-alikes of security", history.Count(t => t.IsLookalike));
        yield return ("newest fifth: tickets", newest.Count);
        yield return ("newest fifth: security", newest.Count(t => t.IsSecurity));
        yield return ("newest fifth: look-alikes of security", newest.Count(t => t.IsLookalike));
        yield return ("newest fifth: with a phrase that is new", newest.Count(t => t.SaysSomethingNew));
        yield return ("newest fifth: same text in the older part, numbers aside", TwinsOfOlder(history));
    }

    public static IReadOnlyList<SampleTicket> NewestFifth(IReadOnlyList<SampleTicket> history) => [.. history.Skip(history.Count * 4 / 5)];

    /// <summary>Tickets of the newest fifth whose masked text stands in the older part.</summary>
    public static int TwinsOfOlder(IReadOnlyList<SampleTicket> history)
    {
        var older = history.Take(history.Count * 4 / 5).Select(Text).ToHashSet(StringComparer.Ordinal);
        return NewestFifth(history).Count(t => older.Contains(Text(t)));

        static string Text(SampleTicket t) => SampleHistory.Masked(t.Ticket.Title + "\n" + t.Ticket.Description);
    }
}
