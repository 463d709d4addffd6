using Fluid;
using Fluid.Ast;

namespace Classifier.Api.Briefs.Messages;

/// <summary>Finds the values that a template names and that its text does not have, so that a slip is told before somebody needs the message.</summary>
internal sealed class UsedValues : AstVisitor
{
    private const string LoopState = "forloop";

    private readonly HashSet<string> _known;
    private readonly Dictionary<string, string[]> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    private UsedValues(IEnumerable<string> known) => _known = [.. known, LoopState];

    /// <summary>Names that are not among the known ones, as they are written.</summary>
    public static IReadOnlyList<string> Unknown(IFluidTemplate template, IReadOnlyList<string> known)
    {
        var found = new UsedValues(known);
        found.VisitTemplate(template);
        return [.. found._unknown.Distinct()];
    }

    protected override Statement VisitForStatement(ForStatement statement)
    {
        Visit(statement.Source);
        _known.Add(statement.Identifier);
        if (statement.Source is MemberExpression { Segments: [IdentifierSegment list] } && MessageNames.Members.TryGetValue(list.Identifier, out var members))
            _entries[statement.Identifier] = members;
        foreach (var inside in statement.Statements)
            Visit(inside);
        return statement;
    }

    protected override Statement VisitAssignStatement(AssignStatement statement)
    {
        _known.Add(statement.Identifier);
        return base.VisitAssignStatement(statement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement statement)
    {
        _known.Add(statement.Identifier);
        return base.VisitCaptureStatement(statement);
    }

    protected override Expression VisitMemberExpression(MemberExpression expression)
    {
        if (expression.Segments is [IdentifierSegment first, ..] && !_known.Contains(first.Identifier))
            _unknown.Add(first.Identifier);
        else if (expression.Segments is [IdentifierSegment entry, IdentifierSegment member, ..] && _entries.TryGetValue(entry.Identifier, out var members) && !members.Contains(member.Identifier))
            _unknown.Add($"{entry.Identifier}.{member.Identifier}");
        return base.VisitMemberExpression(expression);
    }
}
