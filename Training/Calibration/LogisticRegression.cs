using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>L2-regularised logistic regression on standardised inputs by Newton's method; the bias is free.</summary>
internal static class LogisticRegression
{
    private const int Steps = 30;
    private const double Ridge = 1;

    /// <summary>Fits a gate.</summary>
    /// <param name="inputs">See <see cref="GateInputs"/>.</param>
    /// <param name="right">Whether each answer was right.</param>
    /// <param name="used">How many of the inputs, from the first, are used; the others get weight 0.</param>
    /// <returns>Where all answers are right or all are wrong there is nothing to fit, and the top probability is the trust.</returns>
    public static TrustGate Fit(float[][] inputs, bool[] right, int used)
    {
        var numbers = new float[GateInputs.Count + 1];
        if (!right.Contains(true) || !right.Contains(false))
            numbers[0] = 1;
        else
        {
            var (weights, bias) = Weights(inputs, right, used);
            for (var i = 0; i < used; i++)
                numbers[i] = (float)weights[i];
            numbers[^1] = (float)bias;
        }
        return TrustGate.Of("logistic", numbers);
    }

    /// <summary>Weights of the first inputs, and the bias, of the log-odds that a row is true.</summary>
    /// <param name="inputs">As many per row as are used, or more.</param>
    /// <param name="isTrue">True for some rows and false for others.</param>
    /// <param name="used">How many of the inputs, from the first, are used.</param>
    public static (double[] Weights, double Bias) Weights(float[][] inputs, bool[] isTrue, int used)
    {
        var scales = Enumerable.Range(0, used).Select(i => Standard.Of(inputs, i)).ToArray();
        var weights = Solve(inputs, isTrue, scales);
        var bias = weights[^1];
        for (var i = 0; i < used; i++)
        {
            weights[i] /= scales[i].Deviation;
            bias -= weights[i] * scales[i].Mean;
        }
        return (weights[..used], bias);
    }

    private static double[] Solve(float[][] inputs, bool[] right, Standard[] scales)
    {
        var size = scales.Length + 1;
        var weights = new double[size];
        var row = new double[size];
        for (var step = 0; step < Steps; step++)
        {
            var (slope, curve) = (new double[size], new double[size, size]);
            for (var i = 0; i < size - 1; i++)
                (slope[i], curve[i, i]) = (Ridge * weights[i], Ridge);
            for (var n = 0; n < inputs.Length; n++)
            {
                for (var i = 0; i < size - 1; i++)
                    row[i] = (inputs[n][i] - scales[i].Mean) / scales[i].Deviation;
                row[^1] = 1;
                Add(row, weights, right[n], slope, curve);
            }
            var move = LinearSystem.Solve(curve, slope);
            for (var i = 0; i < size; i++)
                weights[i] -= move[i];
            if (move.Max(Math.Abs) < 1e-8)
                break;
        }
        return weights;
    }

    private static void Add(double[] row, double[] weights, bool isRight, double[] slope, double[,] curve)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
            sum += row[i] * weights[i];
        var p = 1 / (1 + Math.Exp(-sum));
        var (error, weight) = (p - (isRight ? 1 : 0), Math.Max(p * (1 - p), 1e-6));
        for (var i = 0; i < row.Length; i++)
        {
            slope[i] += error * row[i];
            for (var j = 0; j < row.Length; j++)
                curve[i, j] += weight * row[i] * row[j];
        }
    }

    private readonly record struct Standard(double Mean, double Deviation)
    {
        public static Standard Of(float[][] inputs, int input)
        {
            var mean = inputs.Average(r => (double)r[input]);
            var variance = inputs.Average(r => (r[input] - mean) * (r[input] - mean));
            return new(mean, variance > 1e-12 ? Math.Sqrt(variance) : 1);
        }
    }
}
