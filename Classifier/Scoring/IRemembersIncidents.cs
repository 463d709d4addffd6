using Classifier.Neighbours;

namespace Classifier.Scoring;

/// <summary>A scorer whose similar incidents grow as incidents end, without retraining.</summary>
public interface IRemembersIncidents
{
    /// <summary>Where what ended is taken in.</summary>
    PastIncidents Past { get; }
}
