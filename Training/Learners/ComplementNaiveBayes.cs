namespace Classifier.Training.Learners;

/// <summary>Complement naive Bayes: a class is scored by how little its features are used by all others. Costs one pass over the rows.</summary>
/// <remarks>Rennie, Shih, Teevan, Karger, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003.</remarks>
internal sealed class ComplementNaiveBayes : ILearner
{
    private const float Smoothing = 0.1f;

    public string Name => "complement_naive_bayes";

    public bool NeedsOrder => false;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var (features, classes) = (set.Rows.Width, set.Classes);
        var weights = new float[features * classes];
        for (var row = 0; row < set.Rows.Rows; row++)
        {
            for (var i = set.Rows.Starts[row]; i < set.Rows.Starts[row + 1]; i++)
                weights[set.Rows.Columns[i] * classes + set.Labels[row]] += set.Rows.Values[i] * set.Weights[row];
        }
        cancellationToken.ThrowIfCancellationRequested();
        var totals = ToComplements(weights, classes);
        for (var j = 0; j < features; j++)
        {
            for (var k = 0; k < classes; k++)
                weights[j * classes + k] = (float)-Math.Log(weights[j * classes + k] / totals[k]);
        }
        return new LinearLayer(weights, new float[classes]);
    }

    /// <summary>Puts what all other classes have in place of what a class has.</summary>
    /// <returns>The sums over all features.</returns>
    private static double[] ToComplements(float[] masses, int classes)
    {
        var totals = new double[classes];
        for (var start = 0; start < masses.Length; start += classes)
        {
            var row = masses.AsSpan(start, classes);
            var sum = Smoothing + System.Numerics.Tensors.TensorPrimitives.Sum<float>(row);
            for (var k = 0; k < classes; k++)
            {
                row[k] = MathF.Max(sum - row[k], Smoothing);
                totals[k] += row[k];
            }
        }
        return totals;
    }
}
