using System.Runtime.CompilerServices;

namespace Classifier.LogTemplates;

/// <summary>
/// Finds a line's template: the number of pieces leads to a branch, the first word to a leaf, and there the templates are
/// compared one by one. Reading is safe from many threads while nobody writes.
/// </summary>
/// <remarks>He, Zhu, Zheng, Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017.</remarks>
internal sealed class TemplateTree
{
    private readonly Dictionary<(int Pieces, ulong FirstWord), List<TemplateNode>> _leaves = [];

    /// <summary>Number of templates.</summary>
    public int Count { get; private set; }

    /// <summary>All templates, in no order.</summary>
    public IEnumerable<TemplateNode> Nodes => _leaves.Values.SelectMany(leaf => leaf);

    /// <summary>The template that a line fits best: with the most constants, of several the one with the lowest number.</summary>
    /// <returns>Null where it fits none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TemplateNode? Find(ReadOnlySpan<LogPiece> pieces)
    {
        if (!_leaves.TryGetValue((pieces.Length, FirstWord(pieces)), out var leaf))
            return null;
        var (best, most) = ((TemplateNode?)null, -1);
        foreach (var node in leaf)
        {
            var fit = node.Pattern.Fit(pieces);
            if (fit > most || (fit == most && fit >= 0 && node.Id < best!.Id))
                (best, most) = (node, fit);
        }
        return best;
    }

    /// <summary>All templates that a template could be merged with.</summary>
    public IReadOnlyList<TemplateNode> Leaf(LogPattern pattern) => _leaves.GetValueOrDefault(KeyOf(pattern), []);

    public void Add(TemplateNode node)
    {
        var key = KeyOf(node.Pattern);
        if (!_leaves.TryGetValue(key, out var leaf))
            _leaves.Add(key, leaf = []);
        leaf.Add(node);
        Count++;
    }

    public void Remove(TemplateNode node)
    {
        var key = KeyOf(node.Pattern);
        var leaf = _leaves[key];
        leaf.Remove(node);
        if (leaf.Count == 0)
            _leaves.Remove(key);
        Count--;
    }

    private static (int Pieces, ulong FirstWord) KeyOf(LogPattern pattern)
    {
        foreach (var shape in pattern.Pieces)
        {
            if (Shapes.IsWord(shape))
                return (pattern.Pieces.Length, shape);
        }
        return (pattern.Pieces.Length, Shapes.Value);
    }

    private static ulong FirstWord(ReadOnlySpan<LogPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (Shapes.IsWord(piece.Shape))
                return piece.Shape;
        }
        return Shapes.Value;
    }
}
