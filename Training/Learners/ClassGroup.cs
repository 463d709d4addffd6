using System.Runtime.Intrinsics;

namespace Classifier.Training.Learners;

/// <summary>Up to eight classes that are learned side by side, one in each lane of a vector.</summary>
internal sealed class ClassGroup
{
    /// <summary>Classes of a full group.</summary>
    public const int Lanes = 8;

    /// <summary>What a row is brought to where classes see it in their own way; about what a row of a feature space has: √2.</summary>
    public const float RowLength = 1.41421356f;

    private static readonly Vector256<int> Numbers = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);

    private readonly Dictionary<int, int> _lanes;

    private ClassGroup(int[] classes, Func<int, float> lift)
    {
        (Classes, _lanes) = (classes, classes.Index().ToDictionary(c => c.Item, c => c.Index));
        Used = Vector256.LessThan(Numbers, Vector256.Create(classes.Length)).AsSingle();
        InverseLifts = Vector256.Create([.. Enumerable.Range(0, Lanes).Select(lane => lane < classes.Length ? 1 / lift(classes[lane]) : 1)]);
    }

    /// <summary>The classes, by lane.</summary>
    public int[] Classes { get; }

    /// <summary>All bits of the lanes that have a class.</summary>
    public Vector256<float> Used { get; }

    /// <summary>What the cost of a class's own rows is divided by.</summary>
    public Vector256<float> InverseLifts { get; }

    /// <summary>All classes in groups of like size, the largest first: they take longest, and rows that are easy for one are so for the others.</summary>
    /// <param name="set">What is learned from.</param>
    /// <param name="balance">See <see cref="LearningSet.Lift"/>.</param>
    public static IReadOnlyList<ClassGroup> All(LearningSet set, double balance)
    {
        var bySize = Enumerable.Range(0, set.Classes).OrderByDescending(k => set.Sizes[k]).ThenBy(k => k).ToArray();
        var groups = (set.Classes + Lanes - 1) / Lanes;
        return [.. Enumerable.Range(0, groups).Select(g => new ClassGroup(bySize[(g * set.Classes / groups)..((g + 1) * set.Classes / groups)], k => set.Lift(k, balance)))];
    }

    /// <summary>Lane of a class; -1 where it is not in the group.</summary>
    public int LaneOf(int @class) => _lanes.GetValueOrDefault(@class, -1);

    /// <summary>All bits of one lane; none for -1.</summary>
    public static Vector256<float> Is(int lane) => Vector256.Equals(Numbers, Vector256.Create(lane)).AsSingle();
}

/// <summary>One hyperplane per class of a group.</summary>
/// <param name="Places">Where each feature's weights stand.</param>
/// <param name="Weights"><see cref="ClassGroup.Lanes"/> per place.</param>
/// <param name="Biases">One per lane.</param>
internal sealed record Hyperplanes(int[] Places, float[] Weights, float[] Biases)
{
    /// <summary>Weight of a feature for the class of a lane.</summary>
    public float At(int feature, int lane) => Weights[Places[feature] * ClassGroup.Lanes + lane];
}
