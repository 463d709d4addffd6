using Classifier.Api.Templates;
using Fluid;
using Fluid.Ast;

namespace Classifier.Api.Briefs.Messages;

/// <summary>What a template names: the values that it uses, and what it asks for that is not there, so that a slip is told before somebody needs the message.</summary>
internal sealed class UsedValues : AstVisitor
{
    private const string LoopState = "forloop";

    private static readonly HashSet<string> OfAny = ["size", "first", "last"];

    private readonly HashSet<string> _known;
    private readonly HashSet<string> _own = [LoopState];
    private readonly Dictionary<string, string[]> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private UsedValues(IEnumerable<string> known) => _known = [.. known];

    /// <summary>Looks through a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="known">Names of the values that it may use.</param>
    /// <returns>Those it uses, and what is wrong with it.</returns>
    public static (IReadOnlySet<string> Used, IReadOnlyList<string> Faults) Of(IFluidTemplate template, IReadOnlyList<string> known)
    {
        var found = new UsedValues(known);
        found.VisitTemplate(template);
        return (found._used, [.. found._faults.Distinct()]);
    }

    protected override Statement VisitForStatement(ForStatement statement)
    {
        _own.Add(statement.Identifier);
        _entries.Remove(statement.Identifier);
        if (statement.Source is MemberExpression { Segments: [IdentifierSegment list] } && MessageNames.Members.TryGetValue(list.Identifier, out var members))
            _entries[statement.Identifier] = members;
        return base.VisitForStatement(statement);
    }

    protected override Statement VisitAssignStatement(AssignStatement statement)
    {
        var visited = base.VisitAssignStatement(statement);
        _own.Add(statement.Identifier);
        return visited;
    }

    protected override Statement VisitCaptureStatement(CaptureStatement statement)
    {
        var visited = base.VisitCaptureStatement(statement);
        _own.Add(statement.Identifier);
        return visited;
    }

    protected override Statement VisitIncludeStatement(IncludeStatement statement) => Refuse(statement, "include");

    protected override Statement VisitRenderStatement(RenderStatement statement) => Refuse(statement, "render");

    protected override Statement VisitTableRowStatement(TableRowStatement statement) => Refuse(statement, "tablerow");

    protected override Expression VisitFilterExpression(FilterExpression expression)
    {
        if (!Liquid.HasFilter(expression.Name))
            _faults.Add($"there is no filter '{expression.Name}'");
        return base.VisitFilterExpression(expression);
    }

    // A range is a list, made before its first entry is looked at.
    protected override Expression VisitRangeExpression(RangeExpression expression)
    {
        _faults.Add("ranges are not taken");
        return base.VisitRangeExpression(expression);
    }

    protected override Expression VisitMemberExpression(MemberExpression expression)
    {
        if (expression.Segments[0] is IdentifierSegment first)
        {
            _used.Add(first.Identifier);
            if (!_known.Contains(first.Identifier) && !_own.Contains(first.Identifier))
                _faults.Add($"there is no value '{first.Identifier}'; known are {string.Join(", ", _known)}");
            else if (expression.Segments.Count > 1 && expression.Segments[1] is IdentifierSegment member && !Has(first.Identifier, member.Identifier))
                _faults.Add($"'{first.Identifier}' has no '{member.Identifier}'");
        }
        return base.VisitMemberExpression(expression);
    }

    private bool Has(string name, string member) => _entries.TryGetValue(name, out var members) ? members.Contains(member) : _own.Contains(name) || OfAny.Contains(member);

    private Statement Refuse(Statement statement, string tag)
    {
        _faults.Add($"'{tag}' is not taken");
        return statement;
    }
}
