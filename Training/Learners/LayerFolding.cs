using System.Numerics.Tensors;
using Classifier.Scoring;

namespace Classifier.Training.Learners;

/// <summary>Adds up the layers of a blend as serving keeps them.</summary>
/// <param name="classes">Number of classes.</param>
/// <param name="features">Number of features.</param>
internal sealed class LayerFolding(int classes, int features)
{
    private readonly float[] _linear = new float[classes * features];
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
        if (_normalised.Count == 0)
            return new(_linear, _biases, 0);
        var runs = BlendedLayer.RunsOf(_normalised.Count);
        var weights = new float[(long)runs * _linear.Length];
        for (var j = 0; j < features; j++)
            Fold(j, weights.AsSpan(runs * j * classes, runs * classes));
        return new(weights, _biases, _normalised.Count);
    }

    private void Fold(int feature, Span<float> runs)
    {
        var from = feature * classes;
        _linear.AsSpan(from, classes).CopyTo(runs);
        for (var part = 0; part < _normalised.Count; part++)
        {
            var (layer, factor) = _normalised[part];
            TensorPrimitives.Multiply(layer.Weights.AsSpan(from, classes), factor, runs.Slice((1 + part) * classes, classes));
            layer.Squares.AsSpan(from, classes).CopyTo(runs[((1 + _normalised.Count + part) * classes)..]);
        }
    }
}
