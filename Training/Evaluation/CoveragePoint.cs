using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>What one threshold for all classes would bring: a point of the precision–coverage curve.</summary>
/// <param name="Coverage">Share of rows with at least this trust.</param>
/// <param name="Precision">Share of those that is right.</param>
/// <param name="Trust">The threshold.</param>
internal sealed record CoveragePoint(double Coverage, double Precision, double Trust)
{
    // More points than a picture has columns show nothing more.
    private const int MostPoints = 100;

    /// <summary>The curve by falling trust, at most a hundred points; rows of equal trust stay together.</summary>
    /// <param name="judgements">At least one.</param>
    public static IReadOnlyList<CoveragePoint> Of(IReadOnlyList<Judgement> judgements)
    {
        var falling = judgements.OrderByDescending(j => j.Trust).ToList();
        var (points, right) = (new List<CoveragePoint>(), 0);
        for (var i = 0; i < falling.Count; i++)
        {
            right += falling[i].IsRight ? 1 : 0;
            var endsTie = i + 1 == falling.Count || falling[i + 1].Trust != falling[i].Trust;
            var coverage = (i + 1.0) / falling.Count;
            if (endsTie && (i + 1 == falling.Count || coverage >= (points.Count + 1.0) / MostPoints))
                points.Add(new(coverage, right / (i + 1.0), falling[i].Trust));
        }
        return points;
    }
}
