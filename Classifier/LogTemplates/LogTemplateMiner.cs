namespace Classifier.LogTemplates;

/// <summary>Finds the templates of a log while it is read, line by line. For one thread.</summary>
/// <remarks>
/// <para>In the manner of Drain (He, Zhu, Zheng, Lyu, ICWS 2017): values are masked, a tree of fixed depth leads to the few
/// templates that a line is compared with. Other than Drain it does not merge by share of equal words: a place becomes a
/// wildcard when one of two templates that differ only there has a value in it, or when <see cref="WordsOfParameter"/>
/// templates differ only there. So <c>opened</c> and <c>closed</c> stay apart, while a dozen names become one parameter.</para>
/// <para>A template is merged into the one with the lowest number, and numbers are never given twice. Templates depend on the
/// lines and their order alone.</para>
/// <para>Memory is bounded: where there is no room for a new template, the quarter with the fewest lines (of equal ones the
/// oldest) is given up, and its lines count for <see cref="LogTemplate.CatchAll"/>.</para>
/// </remarks>
public sealed class LogTemplateMiner
{
    /// <summary>Most templates unless said otherwise.</summary>
    public const int DefaultCapacity = 10_000;

    /// <summary>Most templates that one line is compared with.</summary>
    public const int LeafCapacity = 100;

    /// <summary>So many different words in one place make it a parameter.</summary>
    public const int WordsOfParameter = 5;

    private readonly TemplateTree _tree = new();
    private readonly int _capacity;
    private int _nextId = LogTemplate.CatchAll + 1;
    private long _foldedLines;

    /// <param name="capacity">Most templates, at least 4.</param>
    public LogTemplateMiner(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 4);
        _capacity = capacity;
    }

    /// <summary>Goes on where a set of templates ends: the same as if the miner had never stopped.</summary>
    /// <param name="start">What was learned so far.</param>
    /// <param name="capacity">Most templates, at least 4; those above make room when the next new one comes.</param>
    public LogTemplateMiner(LogTemplateSet start, int capacity = DefaultCapacity)
        : this(capacity)
    {
        (_nextId, _foldedLines) = (start.File.NextId, start.FoldedLines);
        foreach (var template in start.Templates)
            _tree.Add(new(template.Id, LogPattern.Read(template.Parts), template.Count));
    }

    /// <summary>Number of templates, at most the capacity.</summary>
    public int Count => _tree.Count;

    /// <summary>Counts a line for its template, which is a new one where none fits.</summary>
    /// <param name="line">Any text; the first 4,096 characters count.</param>
    /// <returns>The template's number as of now: later lines can merge it into another.</returns>
    /// <exception cref="OverflowException">2³¹ − 2 numbers are given.</exception>
    public int Learn(ReadOnlySpan<char> line)
    {
        var pieces = LineCutter.Cut(line, stackalloc LogPiece[LineCutter.MostPieces]);
        var node = _tree.Find(pieces);
        if (node is null)
            return Add(LogPattern.Of(line, pieces)).Id;
        node.Count++;
        return node.Id;
    }

    /// <summary>The templates as of now, for matching and saving; further learning does not change them.</summary>
    public LogTemplateSet Freeze() => new(new(LogTemplateFile.KnownVersion, _nextId, _foldedLines, [.. _tree.Nodes.OrderBy(n => n.Id).Select(n => n.Template())]));

    /// <summary>Writes everything that <see cref="Load"/> needs to go on.</summary>
    /// <param name="stream">Stays open.</param>
    public void Save(Stream stream) => Freeze().Save(stream);

    /// <summary>Goes on where <see cref="Save"/> ended.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <param name="capacity">Most templates, at least 4.</param>
    /// <exception cref="InvalidDataException">As <see cref="LogTemplateSet.Load"/>.</exception>
    public static LogTemplateMiner Load(Stream stream, int capacity = DefaultCapacity) => new(LogTemplateSet.Load(stream), capacity);

    private TemplateNode Add(LogPattern pattern)
    {
        var leaf = _tree.Leaf(pattern);
        if (leaf.Count >= LeafCapacity)
            Fold(leaf, leaf.Count - LeafCapacity + (LeafCapacity / 4));
        if (_tree.Count >= _capacity)
            Fold(_tree.Nodes, _tree.Count - _capacity + (_capacity / 4));
        var node = new TemplateNode(_nextId, pattern, count: 1);
        _nextId = checked(_nextId + 1);
        return Merge(node, _tree.Leaf(pattern)) ?? Keep(node);
    }

    private TemplateNode Keep(TemplateNode node)
    {
        _tree.Add(node);
        return node;
    }

    /// <summary>Merges a new template with those that differ from it in one place, if that place is a parameter.</summary>
    /// <returns>The merged one; null where there is nothing to merge.</returns>
    private TemplateNode? Merge(TemplateNode added, IReadOnlyList<TemplateNode> leaf)
    {
        var byPlace = leaf.Select(n => (Node: n, At: added.Pattern.OnlyDifference(n.Pattern))).Where(n => n.At >= 0).GroupBy(n => n.At, n => n.Node);
        foreach (var alike in byPlace.OrderBy(g => g.Key))
        {
            if (IsParameter(alike.Key, [added, .. alike]))
                return Merge(alike.Key, added, [.. alike.OrderBy(n => n.Id)]);
        }
        return null;
    }

    /// <summary>All of <paramref name="templates"/> differ in this place, so each brings a word or value of its own.</summary>
    private static bool IsParameter(int at, List<TemplateNode> templates) =>
        templates.Count >= WordsOfParameter || templates.Exists(n => n.Pattern.Pieces[at] == Shapes.Value);

    private TemplateNode Merge(int at, TemplateNode added, List<TemplateNode> alike)
    {
        alike.ForEach(_tree.Remove);
        var first = alike[0];
        first.Pattern = first.Pattern.WithWildcard(at);
        first.Count = alike.Sum(n => n.Count) + added.Count;
        return Keep(first);
    }

    /// <summary>Gives templates up for the catch-all.</summary>
    private void Fold(IEnumerable<TemplateNode> nodes, int count)
    {
        foreach (var node in nodes.OrderBy(n => n.Count).ThenBy(n => n.Id).Take(count).ToList())
        {
            _tree.Remove(node);
            _foldedLines += node.Count;
        }
    }
}
