using System.Numerics.Tensors;
using Classifier.Scoring;

namespace Classifier.Training.Learners;

/// <summary>Adds up the layers of a blend as serving keeps them.</summary>
/// <param name="classes">Number of classes.</param>
/// <param name="features">Number of features.</param>
internal sealed class LayerFolding(int classes, int features)
{
    private readonly float[] _linear = new float[checked(classes * features)];
    private readonly float[] _biases = new float[classes];
    private readonly List<(NormalisedLayer Layer, float Factor)> _normalised = [];

    /// <summary>Adds a layer's scores times a factor.</summary>
    public void Add(ILayer layer, double factor)
    {
        if (layer is LinearLayer linear)
        {
            TensorPrimitives.MultiplyAdd(linear.Weights, (float)factor, _linear, _linear);
            TensorPrimitives.MultiplyAdd(linear.Biases, (float)factor, _biases, _biases);
            return;
        }
        var normalised = (NormalisedLayer)layer;
        _normalised.Add((normalised, (float)factor));
        TensorPrimitives.MultiplyAdd(normalised.Biases, (float)factor, _biases, _biases);
    }

    /// <summary>The sum.</summary>
    public BlendedLayer Fold()
    {
        var weights = new ShortRows((1 + _normalised.Count) * classes, features);
        var squares = _normalised.Count == 0 ? null : new ShortRows(_normalised.Count * classes, features);
        Parallel.For(0, features, () => new float[(1 + _normalised.Count) * classes], (feature, _, row) =>
        {
            var from = feature * classes;
            _linear.AsSpan(from, classes).CopyTo(row);
            for (var part = 0; part < _normalised.Count; part++)
                TensorPrimitives.Multiply(_normalised[part].Layer.Weights.AsSpan(from, classes), _normalised[part].Factor, row.AsSpan((1 + part) * classes, classes));
            weights.Set(feature, row);
            for (var part = 0; part < _normalised.Count; part++)
                _normalised[part].Layer.Squares.AsSpan(from, classes).CopyTo(row.AsSpan(part * classes, classes));
            squares?.Set(feature, row.AsSpan(0, squares.Width));
            return row;
        }, _ => { });
        return new(weights, squares, _biases);
    }
}
