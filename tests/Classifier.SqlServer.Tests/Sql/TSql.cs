using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Classifier.SqlServer.Tests.Sql;

/// <summary>T-SQL as a tree.</summary>
internal static class TSql
{
    public static TSqlFragment Parse(string text)
    {
        var tree = new TSql130Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        return errors.Count == 0 ? tree : throw new FormatException($"line {errors[0].Line}: {errors[0].Message}");
    }

    /// <summary>The statements of a batch, one by one.</summary>
    public static IEnumerable<TSqlStatement> Statements(string batch) => ((TSqlScript)Parse(batch)).Batches.SelectMany(b => b.Statements);

    public static string TextOf(TSqlFragment fragment) =>
        string.Concat(fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(t => t.Text));
}
