namespace Classifier.Alerts;

/// <summary>Where the problem is, as far as the alert says. Each part is null when it says nothing.</summary>
/// <param name="Key">Key of a location of the directory, e.g. <c>frankfurt</c>.</param>
/// <param name="Region">As written, e.g. <c>eu-central-1</c>.</param>
/// <param name="Site">As written, e.g. <c>fra2</c>.</param>
/// <param name="Cluster">As written.</param>
/// <param name="Host">As written.</param>
/// <param name="Service">As written.</param>
public sealed record Location(string? Key = null, string? Region = null, string? Site = null, string? Cluster = null, string? Host = null, string? Service = null)
{
    /// <summary>Nothing is known.</summary>
    public static Location Unknown { get; } = new();
}
