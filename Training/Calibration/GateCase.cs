using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>An answer to a row that the model had not seen, with what the trust gate may know of it.</summary>
internal sealed record GateCase
{
    public required string Truth { get; init; }

    public required string Answer { get; init; }

    public required bool IsInTopThree { get; init; }

    public required bool IsKnown { get; init; }

    public required float[] Probabilities { get; init; }

    public required float ClassShare { get; init; }

    public required float KnownShare { get; init; }

    public required int Features { get; init; }

    public required float Agreement { get; init; }

    public double NoveltyScore { get; init; }

    public bool IsNew { get; init; }

    public bool IsRight => Truth == Answer;

    /// <summary>The case as a gauge sees it.</summary>
    public GateCase Gauged(NoveltyGauge gauge)
    {
        var score = gauge.Score(Probabilities, KnownShare, Features);
        return this with { NoveltyScore = score, IsNew = gauge.Judge(score, KnownShare) == Novelty.New };
    }

    /// <summary>The gate's inputs, with the precision that the class had on other rows.</summary>
    public float[] Inputs(float classPrecision)
    {
        var inputs = new float[GateInputs.Count];
        GateInputs.Read(new(Probabilities) { ClassShare = ClassShare, ClassPrecision = classPrecision, KnownShare = KnownShare, Features = Features, Agreement = Agreement }, inputs);
        return inputs;
    }
}
