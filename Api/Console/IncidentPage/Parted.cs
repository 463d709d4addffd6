namespace Classifier.Api.Console.IncidentPage;

/// <summary>What came of merging or splitting.</summary>
/// <param name="Said">In words for people.</param>
/// <param name="GoesOn">Number of the incident where one goes on; null to stay.</param>
public sealed record Parted(string Said, long? GoesOn);
