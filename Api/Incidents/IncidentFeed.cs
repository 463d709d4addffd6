namespace Classifier.Api.Incidents;

/// <summary>Tells pages inside this process that an incident or its room changed; they read again.</summary>
internal sealed class IncidentFeed
{
    /// <summary>Raised with the incident's number; on any thread.</summary>
    public event Action<long>? OnChanged;

    public void Changed(long incident) => OnChanged?.Invoke(incident);
}
