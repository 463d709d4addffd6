using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// What the trust gate knows of an answer, in the order of <see cref="Names"/>. The one implementation, for training and
/// for serving.
/// </summary>
public static class GateInputs
{
    private const float LeastShare = 0.01f;
    private const float Least = 1e-6f;

    /// <summary>The inputs; the first three are what a gate with few rows gets by on.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["logit_top", "ln_class_share", "top", "ln_margin", "entropy", "logit_class_precision", "known_share", "ln_features", "ln_agreement"];

    /// <summary>Number of inputs.</summary>
    public static int Count => Names.Count;

    /// <summary>Computes the inputs.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="inputs">Receives <see cref="Count"/> finite numbers.</param>
    public static void Read(in GateAnswer answer, Span<float> inputs)
    {
        var (top, second, entropy) = Shape(answer.Probabilities);
        inputs[0] = Logit(top);
        inputs[1] = MathF.Log(MathF.Max(answer.ClassShare, LeastShare));
        inputs[2] = top;
        inputs[3] = LogRatio(top, second);
        inputs[4] = entropy;
        inputs[5] = Logit(answer.ClassPrecision);
        inputs[6] = answer.KnownShare;
        inputs[7] = MathF.Log(1 + answer.Features);
        inputs[8] = answer.Agreement;
    }

    internal static float LogRatio(float top, float second) => MathF.Log(MathF.Max(top, Least) / MathF.Max(second, Least));

    internal static float Logit(float p)
    {
        p = Math.Clamp(p, Least, 1 - Least);
        return MathF.Log(p / (1 - p));
    }

    /// <summary>The two highest probabilities, and the entropy in nats.</summary>
    internal static (float Top, float Second, float Entropy) Shape(ReadOnlySpan<float> probabilities)
    {
        var (top, second, entropy) = (0f, 0f, 0f);
        foreach (var p in probabilities)
        {
            if (p > top)
                (top, second) = (p, top);
            else if (p > second)
                second = p;
            if (p > Least)
                entropy -= p * MathF.Log(p);
        }
        return (top, second, entropy);
    }
}

/// <summary>An answer, as far as its trust depends on it.</summary>
/// <param name="probabilities">Of all classes of the target.</param>
public readonly ref struct GateAnswer(ReadOnlySpan<float> probabilities)
{
    /// <summary>Of all classes of the target.</summary>
    public ReadOnlySpan<float> Probabilities { get; } = probabilities;

    /// <summary>Share of the top class in history, in [0, 1].</summary>
    public required float ClassShare { get; init; }

    /// <summary>How often the top class was right when it was answered on rows that the model had not seen, in [0, 1].</summary>
    public required float ClassPrecision { get; init; }

    /// <summary>See <see cref="FeatureVector.KnownShare"/>.</summary>
    public required float KnownShare { get; init; }

    /// <summary>Number of known features.</summary>
    public required int Features { get; init; }

    /// <summary>See <see cref="TargetAgreement"/>; 0 where there is no other target.</summary>
    public required float Agreement { get; init; }
}
