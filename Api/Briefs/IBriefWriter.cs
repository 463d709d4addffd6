using Classifier.Incidents;

namespace Classifier.Api.Briefs;

/// <summary>Writes how an incident stands, in a few sentences.</summary>
internal interface IBriefWriter
{
    /// <summary>The sentences; never empty, and never late: who may take long has a time-out.</summary>
    Task<string> InShortAsync(Incident incident, CancellationToken cancellationToken);
}
