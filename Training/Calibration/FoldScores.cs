using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>What a learner said of rows that it had not seen.</summary>
/// <param name="Classes">The classes it was fitted on.</param>
/// <param name="Truth">True class of each row, known to the learner or not.</param>
/// <param name="Scores">Per row one score per class.</param>
internal sealed record FoldScores(IReadOnlyList<string> Classes, IReadOnlyList<string> Truth, float[][] Scores)
{
    private readonly int[] _top = Array.ConvertAll(Scores, TopOf);

    public int Rows => Scores.Length;

    /// <summary>The class that the row scores highest.</summary>
    public string Top(int row) => Classes[_top[row]];

    public bool IsRight(int row) => Top(row) == Truth[row];

    /// <summary>Probability of the top class, as serving would give it.</summary>
    public double TopProbability(int row, double temperature)
    {
        var probabilities = (float[])Scores[row].Clone();
        Softmax.Apply(probabilities, temperature);
        return probabilities[_top[row]];
    }

    private static int TopOf(float[] scores)
    {
        var top = 0;
        for (var k = 1; k < scores.Length; k++)
            top = scores[k] > scores[top] ? k : top;
        return top;
    }
}
