namespace Classifier.Training.Tests;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("training-").FullName;

    public string File(string name, params string[] lines)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
