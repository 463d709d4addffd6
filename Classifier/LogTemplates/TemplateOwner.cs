namespace Classifier.LogTemplates;

/// <summary>How often a log template was seen, and with whom.</summary>
/// <param name="Id">The template's number.</param>
/// <param name="Tickets">Labelled tickets that it stood in, at least 1; a ticket counts once, however many of its lines are alike.</param>
/// <param name="Team">Who owned most of them; of equals the first by name.</param>
/// <param name="OfTeam">How many those are, 1 to <paramref name="Tickets"/>.</param>
public sealed record TemplateOwner(int Id, int Tickets, string Team, int OfTeam)
{
    /// <summary>For people, e.g. <c>seen 61 times, 58 with data-platform</c>.</summary>
    public override string ToString() => Tickets == 1 ? $"seen once, with {Team}" : $"seen {Tickets} times, {OfTeam} with {Team}";
}
