namespace Classifier.Scoring;

/// <summary>How well an answer for one target goes with what is thought of the other.</summary>
/// <param name="shares">Share of each class among the rows of each class of the other target: all classes for the other's first class, then for its second.</param>
/// <param name="classes">Number of classes.</param>
public sealed class TargetAgreement(float[] shares, int classes)
{
    // Worth one row: pairs that never occurred are unlikely, not impossible.
    private const float Smoothing = 0.01f;

    /// <summary>See the constructor.</summary>
    public ReadOnlySpan<float> Shares => shares;

    /// <summary>ln of how much more often the class goes with the other target's probable classes than with any.</summary>
    /// <param name="top">The class answered.</param>
    /// <param name="classShare">Its share in history.</param>
    /// <param name="others">Probabilities of the other target's classes.</param>
    public float Of(int top, float classShare, ReadOnlySpan<float> others)
    {
        var expected = 0f;
        for (var o = 0; o < others.Length; o++)
            expected += others[o] * shares[o * classes + top];
        return MathF.Log((expected + Smoothing) / (classShare + Smoothing));
    }

    /// <summary>Counts pairs.</summary>
    /// <param name="pairs">Class of the other target and of this one, of every row that has both.</param>
    /// <param name="others">Number of classes of the other target.</param>
    /// <param name="classes">Number of classes of this one.</param>
    public static TargetAgreement Of(IEnumerable<(int Other, int This)> pairs, int others, int classes)
    {
        var (shares, rows) = (new float[others * classes], new int[others]);
        foreach (var (other, @this) in pairs)
        {
            shares[other * classes + @this]++;
            rows[other]++;
        }
        for (var i = 0; i < shares.Length; i++)
            shares[i] /= Math.Max(rows[i / classes], 1);
        return new(shares, classes);
    }
}
