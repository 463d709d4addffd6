namespace Classifier.Models;

/// <summary>One learned target.</summary>
public sealed record TargetCard
{
    /// <summary><c>issue_type</c> or <c>owning_team</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The classes in ordinal order: the columns of the weight matrix.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Training rows of each class, in the same order.</summary>
    public required IReadOnlyList<int> ClassRows { get; init; }

    /// <summary>How often each class is right when it is answered, on rows that the model had not seen, in the same order; empty without a gate.</summary>
    public required IReadOnlyList<double> ClassPrecision { get; init; }

    /// <summary>The learners whose weights these are, with their parts in the blend.</summary>
    public required string Learner { get; init; }

    /// <summary>See <see cref="Scoring.BlendedLayer.Normalised"/>.</summary>
    public int Normalised { get; init; }

    /// <summary>What scores are divided by before softmax.</summary>
    public required double Temperature { get; init; }

    /// <summary>Kind of the trust gate, see <see cref="Scoring.TrustGate.Kind"/>; null where the top probability is the trust.</summary>
    public string? Gate { get; init; }

    /// <summary>The trust that each asked precision needs.</summary>
    public required IReadOnlyList<AskedThreshold> Thresholds { get; init; }

    /// <summary>How an incident of a class that history does not have is told.</summary>
    public required NoveltyCard Novelty { get; init; }

    /// <summary>What parent teams may answer; null for the issue type, and where the directory named no parents in training.</summary>
    public ParentFacts? Parents { get; init; }

    /// <summary>What was tried, best first.</summary>
    public required IReadOnlyList<CandidateFacts> Candidates { get; init; }

    /// <summary>What was not tried.</summary>
    public required IReadOnlyList<LeftOutFacts> LeftOut { get; init; }
}

/// <summary>The least trust at which a precision was reached on rows that the model had not seen.</summary>
/// <param name="Asked">The precision.</param>
/// <param name="Threshold">For classes without one of their own; 2 where no trust is enough.</param>
/// <param name="Classes">Thresholds of classes with enough rows for one of their own; 2 where no trust is enough.</param>
/// <param name="Refused">Classes whose threshold is 2; <c>*</c> for all without one of their own.</param>
public sealed record AskedThreshold(double Asked, double Threshold, IReadOnlyDictionary<string, double> Classes, IReadOnlyList<string> Refused)
{
    /// <summary>A threshold that no trust reaches.</summary>
    public const double Never = 2;

    /// <summary>The threshold of one class.</summary>
    public double For(string label) => Classes.GetValueOrDefault(label, Threshold);
}

/// <summary>How an incident of a class that history does not have is told, see <see cref="Scoring.NoveltyGauge"/>.</summary>
/// <param name="Weights">One per input of <see cref="Scoring.NoveltyInputs"/>.</param>
/// <param name="VariantFrom">From this sum on, an incident is a variant: one in ten incidents of known classes is.</param>
/// <param name="NewFrom">From this sum on, it is new: one in a hundred incidents of known classes is.</param>
/// <param name="Auroc">Probability that an incident of a class that was held back has a higher sum than one of a known class; null where no class could be held back.</param>
public sealed record NoveltyCard(IReadOnlyList<double> Weights, double VariantFrom, double NewFrom, double? Auroc);

/// <summary>What is needed for a parent team to answer where the model cannot tell its teams apart.</summary>
/// <param name="Members">By parent, the classes that its probability is the sum of, in ordinal order.</param>
/// <param name="Thresholds">The sum that each precision needs, on unseen rows whose own team did not reach that precision's threshold.</param>
public sealed record ParentFacts(IReadOnlyDictionary<string, IReadOnlyList<string>> Members, IReadOnlyList<AskedThreshold> Thresholds);

/// <summary>How a candidate did on the validation rows.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Accuracy">On the validation rows.</param>
/// <param name="MacroF1">On the validation rows.</param>
/// <param name="Seconds">How long fitting took.</param>
public sealed record CandidateFacts(string Name, double Accuracy, double MacroF1, double Seconds);

/// <summary>A learner that was not tried, or an attribute that was not learned from.</summary>
/// <param name="Name">The learner or attribute.</param>
/// <param name="Why">For people.</param>
public sealed record LeftOutFacts(string Name, string Why);
