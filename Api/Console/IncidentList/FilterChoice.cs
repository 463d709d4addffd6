namespace Classifier.Api.Console.IncidentList;

/// <summary>One entry of a filter.</summary>
/// <param name="Key">As the address has it.</param>
/// <param name="Name">For people.</param>
public sealed record FilterChoice(string Key, string Name);
