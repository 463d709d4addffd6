using System.Numerics.Tensors;
using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>What a learner said of rows that it had not seen.</summary>
/// <param name="Classes">The classes it was fitted on.</param>
/// <param name="Positions">Place of each row among the fold's evaluated rows.</param>
/// <param name="Truth">True class of each row, known to the learner or not.</param>
/// <param name="Scores">Per row one score per class.</param>
internal sealed record FoldScores(IReadOnlyList<string> Classes, IReadOnlyList<int> Positions, IReadOnlyList<string> Truth, float[][] Scores)
{
    private readonly int[] _truth = IndicesOf(Classes, Truth);

    public int Rows => Scores.Length;

    /// <summary>Place of the row's class among the classes; -1 where the learner did not know it.</summary>
    public int TruthIndex(int row) => _truth[row];

    /// <summary>Place of the class that the row scores highest; of equals the first.</summary>
    public int TopIndex(int row) => TensorPrimitives.IndexOfMax<float>(Scores[row]);

    /// <summary>The class that the row scores highest.</summary>
    public string Top(int row) => Classes[TopIndex(row)];

    public bool IsRight(int row) => TopIndex(row) == _truth[row];

    /// <summary>Probabilities of the row's classes, as serving would give them.</summary>
    public float[] Probabilities(int row, double temperature)
    {
        var probabilities = (float[])Scores[row].Clone();
        Softmax.Apply(probabilities, temperature);
        return probabilities;
    }

    /// <summary>Probability of the top class.</summary>
    public double TopProbability(int row, double temperature) => Probabilities(row, temperature)[TopIndex(row)];

    private static int[] IndicesOf(IReadOnlyList<string> classes, IReadOnlyList<string> truth)
    {
        var index = classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        return [.. truth.Select(t => index.GetValueOrDefault(t, -1))];
    }
}
