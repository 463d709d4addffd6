namespace Classifier.Features;

/// <summary>Takes features one by one as they are read: counts them, looks them up or explains them.</summary>
/// <remarks>Implementations are structs, so that reading is compiled for each of them.</remarks>
public interface IFeatureSink
{
    /// <summary>One occurrence of a feature.</summary>
    /// <param name="feature">See <see cref="FeatureHash"/>.</param>
    /// <param name="origin">Where it was read.</param>
    void Add(ulong feature, FeatureOrigin origin);
}

/// <summary>Where a feature was read.</summary>
/// <param name="Field">Which part of the incident.</param>
/// <param name="Start">UTF-16 offset in title, line feed, description; for labels and logs the label's or line's index.</param>
/// <param name="Length">UTF-16 length; 0 for labels and logs.</param>
public readonly record struct FeatureOrigin(FeatureField Field, int Start, int Length);

/// <summary>The parts of an incident.</summary>
public enum FeatureField
{
    /// <summary>Title and description.</summary>
    Text,

    /// <summary>One label.</summary>
    Label,

    /// <summary>One log line.</summary>
    Log,
}
