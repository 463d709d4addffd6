namespace Classifier.Api.Incidents;

/// <summary>
/// How long after its end the same trouble is the same incident (<c>Incidents:ReopenWithin</c>, or a source's own
/// <c>Sources:NAME:ReopenWithin</c>), and how long after its beginning similar trouble joins it (<c>Incidents:GroupWithin</c>).
/// </summary>
internal sealed class OrderSettings(IConfiguration configuration)
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(10);

    /// <summary>Ten minutes where nothing is said; zero: similar trouble never joins.</summary>
    public TimeSpan GroupWithin => configuration.GetValue<TimeSpan?>("Incidents:GroupWithin") ?? Default;

    /// <summary>The window of a source; ten minutes where nothing is said.</summary>
    public TimeSpan ReopenWithin(string source) =>
        configuration.GetValue<TimeSpan?>($"Sources:{source}:ReopenWithin") ?? configuration.GetValue<TimeSpan?>("Incidents:ReopenWithin") ?? Default;
}
