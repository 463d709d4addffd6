namespace Classifier.Training.Learners;

/// <summary>How much is tried. Never decided by the clock, so that a run can be repeated.</summary>
internal enum Budget
{
    /// <summary>Our quickest learners alone.</summary>
    Small,

    /// <summary>All, as far as their size allows.</summary>
    Normal,

    /// <summary>All, whatever their size.</summary>
    Large,
}
