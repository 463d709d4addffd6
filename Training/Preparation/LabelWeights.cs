using Classifier.History;

namespace Classifier.Training.Preparation;

/// <summary>How much what people say in rooms counts beside imported history.</summary>
internal static class LabelWeights
{
    /// <summary>A correction counts like three tickets: a person looked at this very incident and disagreed with the model.</summary>
    public const float Correction = 3;

    /// <summary>A confirmation counts a little more than a ticket: agreeing is easier than correcting.</summary>
    public const float Confirmation = 1.5f;

    public static float Of(LabelKind kind) => kind == LabelKind.Correction ? Correction : Confirmation;
}
