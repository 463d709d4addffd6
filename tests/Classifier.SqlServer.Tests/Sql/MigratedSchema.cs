using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>What a schema is after its migrations, each object made once: DacFx takes a state, no steps.</summary>
internal sealed class MigratedSchema
{
    private readonly List<(string Name, TSqlStatement Statement)> _made = [];

    /// <summary>One statement an object, in the order in which they were made.</summary>
    public IEnumerable<string> Statements
    {
        get
        {
            foreach (var (_, statement) in _made)
            {
                new Sql130ScriptGenerator().GenerateScript(statement, out var text);
                yield return text;
            }
        }
    }

    /// <summary>Carries out one batch of a migration; what it does with rows has no part in the schema.</summary>
    /// <exception cref="NotSupportedException">A kind of statement that no migration had so far.</exception>
    public void Apply(string batch)
    {
        foreach (var statement in TSql.Statements(batch))
            Apply(statement);
    }

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case AlterTableAddTableElementStatement { Definition: var added } alter:
                var table = (CreateTableStatement)_made.Single(m => m.Statement is CreateTableStatement && m.Name == NameOf(alter.SchemaObjectName)).Statement;
                foreach (var column in added.ColumnDefinitions)
                    table.Definition.ColumnDefinitions.Add(column);
                foreach (var constraint in added.TableConstraints)
                    table.Definition.TableConstraints.Add(constraint);
                break;
            case DropObjectsStatement drop and (DropTableStatement or DropViewStatement):
                var names = drop.Objects.Select(NameOf).ToList();
                _made.RemoveAll(m => names.Contains(m.Name));       // a table's indexes go with it
                break;
            case DropIndexStatement drop:
                foreach (var index in drop.DropIndexClauses.Cast<DropIndexClause>())
                    _made.RemoveAll(m => m.Statement is CreateIndexStatement made && made.Name.Value == index.Index.Value && m.Name == NameOf(index.Object));
                break;
            case DataModificationStatement:
                break;
            default:
                _made.Add((statement switch
                {
                    CreateTableStatement made => NameOf(made.SchemaObjectName),
                    CreateViewStatement made => NameOf(made.SchemaObjectName),
                    CreateIndexStatement made => NameOf(made.OnName),
                    AlterTableSetStatement made => NameOf(made.SchemaObjectName),
                    CreateSequenceStatement made => NameOf(made.Name),
                    _ => throw new NotSupportedException($"{statement.GetType().Name}: say here what it does to a schema"),
                }, statement));
                break;
        }
    }

    private static string NameOf(SchemaObjectName name) => name.BaseIdentifier.Value;
}
