using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>Alerts of which nobody is told for a while; they are stored all the same. It always ends.</summary>
/// <param name="Id">Its id; of planned maintenance the name.</param>
/// <param name="If">Which alerts.</param>
/// <param name="Because">Why; empty when nobody said.</param>
/// <param name="By">Who set it.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
public sealed record Mute(string Id, RuleCondition If, string Because, string By, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Who set what stands in the directory.</summary>
    public const string ByDirectory = "directory";

    /// <summary>Whether it holds an alert back at that time. Suspected compromises are never held back.</summary>
    public bool Holds(Alert alert, AlertScores scores, DateTimeOffset at) => From <= at && at < Until && !scores.IsSecurity && If.Fits(alert, scores);
}
