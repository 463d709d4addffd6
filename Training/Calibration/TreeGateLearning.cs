using Classifier.Scoring;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Calibration;

/// <summary>Learns a gate of boosted trees with ML.NET's FastTree and takes it out as numbers.</summary>
internal static class TreeGateLearning
{
    private const int Trees = 60;
    private const int Leaves = 8;
    private const double LearningRate = 0.1;

    public static TrustGate Fit(float[][] inputs, bool[] right, int seed)
    {
        var context = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Inputs)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, GateInputs.Count);
        var rows = context.Data.LoadFromEnumerable(inputs.Select((r, i) => new Row { Inputs = r, IsRight = right[i] }), schema);
        var model = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            FeatureColumnName = nameof(Row.Inputs),
            LabelColumnName = nameof(Row.IsRight),
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            LearningRate = LearningRate,
            MinimumExampleCountPerLeaf = Math.Max(20, inputs.Length / 100),
            Seed = seed,
            NumberOfThreads = 1,
        }).Fit(rows).Model;
        return TrustGate.Of("fast_tree", Numbers(model.SubModel.TrainedTreeEnsemble, model.Calibrator));
    }

    private static float[] Numbers(RegressionTreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        var (roots, nodes) = (new List<float>(), new List<float>());
        for (var t = 0; t < ensemble.Trees.Count; t++)
        {
            roots.Add(nodes.Count / 4);
            AddNode(ensemble.Trees[t], ensemble.Trees[t].NumberOfNodes == 0 ? ~0 : 0, (float)ensemble.TreeWeights[t], nodes);
        }
        // ML.NET's calibrator is 1 / (1 + exp(slope · score + offset)).
        return [-(float)calibrator.Slope, -(float)(calibrator.Offset + calibrator.Slope * ensemble.Bias), roots.Count, .. roots, .. nodes];
    }

    /// <summary>Adds a node and everything below it.</summary>
    /// <returns>Its place.</returns>
    private static int AddNode(RegressionTreeBase tree, int node, float weight, List<float> nodes)
    {
        var place = nodes.Count / 4;
        if (node < 0)
        {
            nodes.AddRange([-1, weight * (float)tree.LeafValues[~node], 0, 0]);
            return place;
        }
        nodes.AddRange([tree.NumericalSplitFeatureIndexes[node], tree.NumericalSplitThresholds[node], 0, 0]);
        nodes[place * 4 + 2] = AddNode(tree, tree.LeftChild[node], weight, nodes);
        nodes[place * 4 + 3] = AddNode(tree, tree.RightChild[node], weight, nodes);
        return place;
    }

    private sealed class Row
    {
        public float[] Inputs { get; set; } = [];

        public bool IsRight { get; set; }
    }
}
