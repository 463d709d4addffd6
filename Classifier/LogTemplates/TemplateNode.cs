namespace Classifier.LogTemplates;

/// <summary>A template in the tree.</summary>
/// <param name="id">Its number, from 1.</param>
/// <param name="pattern">What its lines have in common.</param>
/// <param name="count">Lines seen, from 1.</param>
internal sealed class TemplateNode(int id, LogPattern pattern, long count)
{
    public int Id => id;

    public LogPattern Pattern { get; set; } = pattern;

    public long Count { get; set; } = count;

    public LogTemplate Template() => new(id, Pattern.Parts, Count);
}
