using Microsoft.SqlServer.Dac.Model;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>What the server lets be made and regrets when a row comes.</summary>
internal static class SchemaRules
{
    private const string Exact = "Latin1_General_100_BIN2";
    private const int MaxClustered = 900, MaxOther = 1700;

    /// <summary>The faults of all tables; empty when there are none.</summary>
    public static IReadOnlyList<string> Check(TSqlModel model) =>
        [.. model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).SelectMany(t => t.GetReferenced(Table.Columns)).SelectMany(ColumnFaults), .. KeyFaults(model)];

    private static IEnumerable<string> ColumnFaults(TSqlObject column)
    {
        if (column.GetReferenced(Column.DataType).SingleOrDefault() is not { } type)
            yield break;        // computed
        if (type.Name.Parts[^1] is "varchar" or "char" or "text")
            yield return $"{column.Name} is {type.Name.Parts[^1]}, which holds one code page";
        if (type.Name.Parts[^1] is "nvarchar" or "nchar" && !column.GetProperty<bool>(Column.IsMax) && column.GetProperty<string>(Column.Collation) != Exact)
            yield return $"{column.Name} is compared as the database likes";
    }

    private static IEnumerable<string> KeyFaults(TSqlModel model)
    {
        (TSqlObject Key, ModelRelationshipClass Columns, bool IsClustered)[] keys =
        [
            .. model.GetObjects(DacQueryScopes.UserDefined, PrimaryKeyConstraint.TypeClass).Select(k => (k, PrimaryKeyConstraint.Columns, true)),
            .. model.GetObjects(DacQueryScopes.UserDefined, UniqueConstraint.TypeClass).Select(k => (k, UniqueConstraint.Columns, false)),
            .. model.GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Index.TypeClass).Select(k => (k, Microsoft.SqlServer.Dac.Model.Index.Columns, false)),
        ];
        foreach (var (key, columns, isClustered) in keys)
        {
            var parts = key.GetReferenced(columns).ToList();
            if (parts.Any(c => c.GetProperty<bool>(Column.IsMax)) || parts.Sum(BytesOf) > (isClustered ? MaxClustered : MaxOther))
                yield return $"a key of {string.Join(", ", parts.Select(c => c.Name))} is too long";
        }
    }

    private static int BytesOf(TSqlObject column) => column.GetReferenced(Column.DataType).SingleOrDefault()?.Name.Parts[^1] switch
    {
        "nvarchar" or "nchar" => 2 * column.GetProperty<int>(Column.Length),
        "binary" or "varbinary" => column.GetProperty<int>(Column.Length),
        null => 32,             // computed: a SHA-256
        _ => 8,
    };
}
