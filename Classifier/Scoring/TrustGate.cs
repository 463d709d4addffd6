namespace Classifier.Scoring;

/// <summary>The probability that an answer is right, learned on answers to rows that the model had not seen.</summary>
public abstract class TrustGate
{
    /// <summary>The gate as numbers, for <see cref="Of"/>.</summary>
    public abstract float[] Numbers { get; }

    /// <summary><c>logistic</c> or <c>fast_tree</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Trust in an answer, in [0, 1].</summary>
    /// <param name="inputs">See <see cref="GateInputs"/>.</param>
    public abstract double Trust(ReadOnlySpan<float> inputs);

    /// <summary>A gate from its numbers.</summary>
    /// <exception cref="FormatException">The kind is not known or the numbers do not fit.</exception>
    public static TrustGate Of(string kind, float[] numbers) => kind switch
    {
        LogisticGate.Name => new LogisticGate(numbers),
        TreeGate.Name => new TreeGate(numbers),
        _ => throw new FormatException($"{kind} is no kind of gate"),
    };

    private protected static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>A logistic function of the weighted inputs.</summary>
internal sealed class LogisticGate : TrustGate
{
    public const string Name = "logistic";

    /// <param name="numbers">A weight per input, then the bias.</param>
    public LogisticGate(float[] numbers)
    {
        if (numbers.Length != GateInputs.Count + 1 || !numbers.All(float.IsFinite))
            throw new FormatException($"a logistic gate has {GateInputs.Count + 1} finite numbers");
        Numbers = numbers;
    }

    public override float[] Numbers { get; }

    public override string Kind => Name;

    public override double Trust(ReadOnlySpan<float> inputs)
    {
        double sum = Numbers[^1];
        for (var i = 0; i < inputs.Length; i++)
            sum += Numbers[i] * inputs[i];
        return Sigmoid(sum);
    }
}

/// <summary>A logistic function of the sum of regression trees.</summary>
internal sealed class TreeGate : TrustGate
{
    public const string Name = "fast_tree";

    private const int Head = 3;
    private const int NodeLength = 4;
    private const float Leaf = -1;

    private readonly int _trees;
    private readonly int _nodes;

    /// <param name="numbers">
    /// Slope and offset of the logistic function, the number of trees, the place of each tree's root, then four numbers a
    /// node: input (-1 for a leaf), threshold (a leaf: its value), place of the node for values up to the threshold, place
    /// of the node for greater ones. A node's children stand after it.
    /// </param>
    public TreeGate(float[] numbers)
    {
        (Numbers, _trees) = (numbers, numbers.Length > Head ? (int)numbers[2] : -1);
        _nodes = Head + _trees;
        if (_trees < 0 || _nodes > numbers.Length || (numbers.Length - _nodes) % NodeLength != 0 || !numbers.All(float.IsFinite) || !IsSound())
            throw new FormatException("a gate of trees is not sound");
    }

    public override float[] Numbers { get; }

    public override string Kind => Name;

    public override double Trust(ReadOnlySpan<float> inputs)
    {
        var sum = 0.0;
        for (var t = 0; t < _trees; t++)
            sum += LeafOf((int)Numbers[Head + t], inputs);
        return Sigmoid(Numbers[0] * sum + Numbers[1]);
    }

    private float LeafOf(int node, ReadOnlySpan<float> inputs)
    {
        while (true)
        {
            var at = _nodes + node * NodeLength;
            if (Numbers[at] == Leaf)
                return Numbers[at + 1];
            node = (int)Numbers[inputs[(int)Numbers[at]] <= Numbers[at + 1] ? at + 2 : at + 3];
        }
    }

    /// <summary>Whether every place is inside and children stand after their node, so that every walk ends.</summary>
    private bool IsSound()
    {
        var count = (Numbers.Length - _nodes) / NodeLength;
        for (var t = 0; t < _trees; t++)
        {
            if (!(Numbers[Head + t] >= 0 && Numbers[Head + t] < count))
                return false;
        }
        for (var node = 0; node < count; node++)
        {
            var at = _nodes + node * NodeLength;
            if (Numbers[at] == Leaf)
                continue;
            if (!(Numbers[at] >= 0 && Numbers[at] < GateInputs.Count) || !(Numbers[at + 2] > node && Numbers[at + 2] < count) || !(Numbers[at + 3] > node && Numbers[at + 3] < count))
                return false;
        }
        return true;
    }
}
