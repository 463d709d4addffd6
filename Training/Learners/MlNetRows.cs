using Classifier.Training.Preparation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Classifier.Training.Learners;

/// <summary>Our rows as ML.NET reads them: sparse vectors with a class and a weight.</summary>
internal static class MlNetRows
{
    /// <summary>The rows' features, made once and shared by all views.</summary>
    public static VBuffer<float>[] Features(SparseMatrix rows)
    {
        var features = new VBuffer<float>[rows.Rows];
        for (var i = 0; i < features.Length; i++)
            features[i] = new(rows.Width, rows.ColumnsOf(i).Length, rows.ValuesOf(i).ToArray(), rows.ColumnsOf(i).ToArray());
        return features;
    }

    /// <summary>All classes.</summary>
    public static IDataView View(MLContext context, LearningSet set, SparseMatrix rows)
    {
        var features = Features(rows);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Width);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), set.Classes);
        return context.Data.LoadFromEnumerable(features.Select((f, i) => new Row { Features = f, Label = (uint)set.Labels[i], Weight = set.Weights[i] }).ToList(), schema);
    }

    /// <summary>One class against the rest.</summary>
    public static IDataView View(MLContext context, LearningSet set, VBuffer<float>[] features, int positive)
    {
        var schema = SchemaDefinition.Create(typeof(BinaryRow));
        schema[nameof(BinaryRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features[0].Length);
        return context.Data.LoadFromEnumerable(features.Select((f, i) => new BinaryRow { Features = f, Label = set.Labels[i] == positive }).ToList(), schema);
    }

    /// <summary>One row; when rows are read, ML.NET counts a key from 0.</summary>
    internal sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }

        public float Weight { get; set; }
    }

    /// <summary>One row of one class against the rest.</summary>
    internal sealed class BinaryRow
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }
    }
}
