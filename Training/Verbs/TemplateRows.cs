using System.Buffers;
using System.Globalization;
using System.Text;
using Classifier.LogTemplates;

namespace Classifier.Training.Verbs;

/// <summary>Writes CSV: the header <c>line,template_id,template</c>, then a row a log line, the first being line 1.</summary>
internal sealed class TemplateRows
{
    private const int FlushAt = 1 << 16;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly LogTemplateSet _templates;
    private readonly TextWriter _output;
    private readonly Dictionary<int, string> _endings = [];
    private readonly StringBuilder _rows = new("line,template_id,template\n");
    private long _line;

    public TemplateRows(LogTemplateSet templates, TextWriter output) => (_templates, _output) = (templates, output);

    /// <summary>Writes the next line's row; a line that fits no template belongs to the catch-all.</summary>
    public void Add(ReadOnlySpan<char> line)
    {
        var template = _templates.Match(line);
        _rows.Append(CultureInfo.InvariantCulture, $"{++_line}").Append(Ending(template)).Append('\n');
        if (_rows.Length < FlushAt)
            return;
        _output.Write(_rows);
        _rows.Clear();
    }

    /// <summary>Writes what was held back.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_rows, cancellationToken);
        await _output.FlushAsync(cancellationToken);
        _rows.Clear();
    }

    private string Ending(LogTemplate? template)
    {
        var id = template?.Id ?? LogTemplate.CatchAll;
        if (_endings.TryGetValue(id, out var ending))
            return ending;
        ending = string.Create(CultureInfo.InvariantCulture, $",{id},{Field(template?.Text ?? LogTemplate.CatchAllText)}");
        _endings.Add(id, ending);
        return ending;
    }

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
