namespace Classifier.Training.Samples;

/// <summary>The text of a ticket, before anybody works on it.</summary>
/// <param name="Title">One line.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Logs">Lines, oldest first.</param>
/// <param name="Host">The affected host.</param>
/// <param name="Site">The host's data centre.</param>
/// <param name="AlertName">Name of the tool's rule; null for people.</param>
/// <param name="SaysSomethingNew">A phrase was used that is new.</param>
internal sealed record TicketText(string Title, string Description, IReadOnlyList<string> Logs, string Host, string Site, string? AlertName, bool SaysSomethingNew);

/// <summary>Writes tickets as planned.</summary>
/// <param name="common">What anybody may say.</param>
internal sealed class TicketWriter(PhraseSections common)
{
    /// <summary>The same plan with another seed for its numbers is a near-duplicate.</summary>
    public TicketText Write(TicketPlan plan, DateTimeOffset at, int numbers)
    {
        var wording = new Random(plan.Wording);
        var facts = new Facts(plan.Service, plan.Place, plan.Author, at, plan.UsesNewWording, wording, new Random(numbers));
        var hand = plan.IsMachine ? Handwriting.Machine : plan.Author.Hand;
        var scribe = new Scribe([plan.Scenario.Sections, plan.Type.Sections, plan.Voice.Sections], common, facts.Find, wording, plan.UsesNewWording, plan.Knowledge, hand);
        string? alertName = null;
        if (plan.IsMachine)
        {
            var parts = scribe.Write("alert").Split(" :: ", 2);
            alertName = parts[0];
            facts.Set("alertname", parts[0]);
            facts.Set("summary", parts[1]);
        }
        var title = scribe.Write("head").Trim();
        var description = wording.Happens(plan.Voice.Name == "oneliner" ? 0.45 : 0) ? "" : Quote(scribe.Write("body"));
        return new(title, description, Logs(scribe, plan, wording), facts.Host, facts.Site, alertName, scribe.SaidSomethingNew);
    }

    private static List<string> Logs(Scribe scribe, TicketPlan plan, Random wording)
    {
        if (!wording.Happens(plan.IsMachine ? 0.55 : 0.12))
            return [];
        return [.. Enumerable.Range(0, wording.Next(1, 6)).Select(_ => scribe.Write("log")).SelectMany(l => l.Split('\n'))];
    }

    /// <summary>What stands between « and » gets the marks of a quoted mail.</summary>
    private static string Quote(string text)
    {
        var open = text.IndexOf('«', StringComparison.Ordinal);
        var close = text.IndexOf('»', StringComparison.Ordinal);
        if (open < 0 || close < open)
            return text;
        var quoted = text[(open + 1)..close].Trim('\n').Split('\n').Select(line => "> " + line);
        return $"{text[..open]}{string.Join('\n', quoted)}\n{text[(close + 1)..]}";
    }
}
