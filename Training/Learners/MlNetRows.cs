using Microsoft.ML;
using Microsoft.ML.Data;

namespace Classifier.Training.Learners;

/// <summary>Our rows as ML.NET reads them: sparse vectors with a class and a weight.</summary>
internal static class MlNetRows
{
    /// <summary>A view that makes each row when it is asked for, so that the features stand in memory once.</summary>
    public static IDataView View(MLContext context, LearningSet set)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Rows.Width);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), set.Classes);
        return context.Data.LoadFromEnumerable(Rows(set), schema);
    }

    /// <summary>The same rows for one class against the rest.</summary>
    public static IDataView View(MLContext context, LearningSet set, int positive)
    {
        var schema = SchemaDefinition.Create(typeof(BinaryRow));
        schema[nameof(BinaryRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Rows.Width);
        var rows = Enumerable.Range(0, set.Labels.Length).Select(i => new BinaryRow { Features = Vector(set, i), Label = set.Labels[i] == positive });
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    private static IEnumerable<Row> Rows(LearningSet set) => Enumerable.Range(0, set.Labels.Length).Select(i => new Row
    {
        Features = Vector(set, i),
        Label = (uint)set.Labels[i],
        Weight = set.Weights[i],
    });

    private static VBuffer<float> Vector(LearningSet set, int row) =>
        new(set.Rows.Width, set.Rows.ColumnsOf(row).Length, set.Rows.ValuesOf(row).ToArray(), set.Rows.ColumnsOf(row).ToArray());

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
