using System.Text.Json.Serialization;

namespace Classifier.LogTemplates;

/// <summary>What many lines of a log have in common.</summary>
/// <param name="Id">From 1; never given to another template, also after a restart. 0 is <see cref="CatchAll"/>.</param>
/// <param name="Parts">Words, punctuation and wildcards (<c>&lt;*&gt;</c>) in order, each with the blank before it; none for a blank line.</param>
/// <param name="Count">Lines seen while learning.</param>
public sealed record LogTemplate(int Id, IReadOnlyList<string> Parts, long Count)
{
    /// <summary>Number of what stands for all lines without a template of their own.</summary>
    public const int CatchAll = 0;

    /// <summary>Text of <see cref="CatchAll"/>.</summary>
    public const string CatchAllText = LogPattern.Wildcard;

    /// <summary>The parts as one text, e.g. <c>Failed password for &lt;*&gt; from &lt;*&gt; port &lt;*&gt; ssh2</c>.</summary>
    [JsonIgnore]
    public string Text { get; } = string.Concat(Parts);

    /// <summary>The text of the template that a line alone would make: its values are wildcards.</summary>
    /// <param name="line">Any text.</param>
    public static string TextOf(ReadOnlySpan<char> line) =>
        string.Concat(LogPattern.Of(line, LineCutter.Cut(line, stackalloc LogPiece[LineCutter.MostPieces])).Parts);
}
