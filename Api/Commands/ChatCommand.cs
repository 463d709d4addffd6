namespace Classifier.Api.Commands;

/// <summary>Something that a person said or pressed, on whatever tool.</summary>
/// <param name="Verb">Lower case, e.g. <c>reassign</c>.</param>
/// <param name="Incident">Number of the incident that it names; null for the room's own.</param>
/// <param name="Arguments">The rest, trimmed.</param>
internal sealed record ChatCommand(string Verb, long? Incident, string Arguments)
{
    /// <summary>Number of the owner question that it names; null for none.</summary>
    public long? Question { get; init; }

    /// <summary>All that was said to us after a mention and is no command: perhaps a question in free words; else null.</summary>
    public string? Said { get; init; }

    /// <summary>Where it was said, for replies to find it; empty where the tool has no such place.</summary>
    public string Place { get; init; } = "";
}
