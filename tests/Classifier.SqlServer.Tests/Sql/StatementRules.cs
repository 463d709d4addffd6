using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>What the compiler lets pass and we do not.</summary>
internal sealed partial class StatementRules : TSqlFragmentVisitor
{
    private static readonly TableHintKind[] Passing = [TableHintKind.UpdLock, TableHintKind.ReadPast, TableHintKind.Rowlock, TableHintKind.ReadCommittedLock];
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, CommonTableExpression> _tables = new(StringComparer.Ordinal);

    /// <summary>The faults of a statement; empty when there are none.</summary>
    public static IReadOnlyList<string> Check(string sql)
    {
        var rules = new StatementRules();
        TSql.Parse(List().Replace(sql, "IN (@$1)")).Accept(rules);
        return rules._faults;
    }

    /// <summary>Columns are named, so that a new one reaches nobody unasked; the view's are the program's own.</summary>
    public override void Visit(QuerySpecification node)
    {
        if (node.SelectElements.OfType<SelectStarExpression>().Any() && node.FromClause?.TableReferences is not [NamedTableReference { SchemaObject.BaseIdentifier.Value: "incident_row" }])
            _faults.Add("SELECT * is for incident_row alone");
        if (node.TopRowFilter is not null && node.OrderByClause is null)
            _faults.Add("TOP without ORDER BY takes any rows");
    }

    public override void Visit(TableHint node)
    {
        if (node.HintKind is TableHintKind.NoLock or TableHintKind.ReadUncommitted)
            _faults.Add("NOLOCK reads what is never committed");
    }

    public override void Visit(NamedTableReference node)
    {
        if (HintsOf(node).Contains(TableHintKind.ReadPast) && !HintsOf(node).Contains(TableHintKind.ReadCommittedLock))
            _faults.Add("READPAST needs READCOMMITTEDLOCK where readers read versions");
    }

    /// <summary>MERGE looks and then writes, and another may write in between.</summary>
    public override void Visit(MergeSpecification node)
    {
        if (!HintsOf(node.Target).Any(h => h is TableHintKind.HoldLock or TableHintKind.Serializable))
            _faults.Add("MERGE without HOLDLOCK is no upsert");
    }

    public override void Visit(CommonTableExpression node) => _tables[node.ExpressionName.Value] = node;

    public override void Visit(UpdateSpecification node) => CheckChange(node.Target, node.WhereClause);

    public override void Visit(DeleteSpecification node) => CheckChange(node.Target, node.WhereClause);

    public override void Visit(InsertSpecification node)
    {
        if (node.Columns.Count == 0 && node.InsertSource is not ValuesInsertSource { IsDefaultValues: true })
            _faults.Add("INSERT names no columns");
    }

    /// <summary>Our text columns are nvarchar: a key that is compared with varchar may be converted row by row.</summary>
    public override void Visit(StringLiteral node)
    {
        if (!node.IsNational && node.Value is not ("SHA2_256" or "19700101"))
            _faults.Add($"'{node.Value}' is varchar");
    }

    /// <summary>A change of what a query picked is a claim: others must pass by what it has picked.</summary>
    private void CheckChange(TableReference target, WhereClause? where)
    {
        if (target is NamedTableReference { SchemaObject.BaseIdentifier.Value: var name } && _tables.TryGetValue(name, out var picked))
        {
            var from = ((QuerySpecification)picked.QueryExpression).FromClause.TableReferences[0];
            if (Passing.Except(HintsOf(from)).Select(h => h.ToString().ToUpperInvariant()).ToList() is { Count: > 0 } missing)
                _faults.Add($"a claim without {string.Join(", ", missing)}");
        }
        else if (where is null)
        {
            _faults.Add("all rows are changed");
        }
    }

    private static IReadOnlyList<TableHintKind> HintsOf(TableReference table) => table is NamedTableReference named ? [.. named.TableHints.Select(h => h.HintKind)] : [];

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();
}
