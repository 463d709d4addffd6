namespace Classifier.Scoring;

/// <summary>What tells an incident of a class that history does not have from one of a class that it has. The one implementation, for training and for serving.</summary>
public static class NoveltyInputs
{
    /// <summary>The inputs, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["logit_top", "ln_margin", "entropy", "logit_known_share", "ln_features"];

    /// <summary>Number of inputs.</summary>
    public static int Count => Names.Count;

    /// <summary>Computes the inputs.</summary>
    /// <param name="probabilities">Of all classes of the target.</param>
    /// <param name="knownShare">See <see cref="Features.FeatureVector.KnownShare"/>.</param>
    /// <param name="features">Number of known features.</param>
    /// <param name="inputs">Receives <see cref="Count"/> finite numbers.</param>
    public static void Read(ReadOnlySpan<float> probabilities, double knownShare, int features, Span<float> inputs)
    {
        var (top, second, entropy) = GateInputs.Shape(probabilities);
        inputs[0] = GateInputs.Logit(top);
        inputs[1] = GateInputs.LogRatio(top, second);
        inputs[2] = entropy;
        inputs[3] = GateInputs.Logit((float)knownShare);
        inputs[4] = MathF.Log(1 + features);
    }
}
