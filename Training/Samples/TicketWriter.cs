using Classifier.Alerts;

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
        var facts = new Facts(plan.Seen, plan.Place, plan.Author, at, plan.UsesNewWording, wording, new Random(numbers));
        facts.Set("level", TicketLabels.SeverityWord(plan));
        var hand = plan.IsMachine ? Handwriting.Machine : plan.Author.Hand;
        var scribe = ScribeOf(plan, facts, wording, plan.Knowledge, hand);
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
        var behind = plan.Knowledge == Knowledge.Symptom ? new Facts(plan.Service, plan.Place, plan.Author, at, plan.UsesNewWording, wording, new Random(numbers)) : facts;
        return new(title, description, Logs(ScribeOf(plan, behind, wording, Knowledge.Particulars, Handwriting.Machine), plan, wording), facts.Host, facts.Site, alertName, scribe.SaidSomethingNew);
    }

    private Scribe ScribeOf(TicketPlan plan, Facts facts, Random wording, Knowledge knowledge, Handwriting hand) =>
        new([plan.Scenario.Sections, plan.Type.Sections, plan.Voice.Sections], common, facts.Find, wording, plan.UsesNewWording, knowledge, hand, plan.Severity);

    /// <summary>Logs know more than whoever attaches them: where the cause is, and how bad it is.</summary>
    private static List<string> Logs(Scribe scribe, TicketPlan plan, Random wording)
    {
        var knowsNothing = plan.Knowledge == Knowledge.Symptom;
        if (!wording.Happens(knowsNothing ? 0.85 : plan.IsMachine ? 0.55 : 0.15))
            return [];
        var lines = Enumerable.Range(0, wording.Next(knowsNothing ? 2 : 1, 6)).Select(_ => scribe.Write("log")).ToList();
        if (wording.Happens(0.35))
            lines.Add(scribe.Write($"health_{plan.Severity.Word()}"));
        return [.. lines.SelectMany(l => l.Split('\n'))];
    }

    /// <summary>What stands between « and » gets the marks of a quoted mail.</summary>
    private static string Quote(string text)
    {
        var open = text.IndexOf('«', StringComparison.Ordinal);
        var close = text.IndexOf('»', StringComparison.Ordinal);
        if (open < 0 || close < open)
            return text;
        var quoted = text[(open + 1)..close].Trim('\n').Split('\n').Select(line => "> " + line);
        return $"{text[..open]}{string.Join('\n', quoted)}\n{Quote(text[(close + 1)..])}";
    }
}
