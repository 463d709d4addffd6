namespace Classifier.Directories;

/// <summary>Collects what is wrong with a YAML file, each fault with its line.</summary>
/// <param name="file">How faults name the file.</param>
public sealed class YamlFaults(string file)
{
    private readonly List<(long Line, string Message)> _faults = [];

    /// <summary>Whether there is a fault.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Notes a fault.</summary>
    public void Add(long line, string message) => _faults.Add((line, message));

    /// <summary>A line <c>file:line: reason</c> a fault.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _faults.OrderBy(f => f.Line).Select(f => $"{file}:{f.Line}: {f.Message}"));
}
