namespace Classifier.Tests.Models;

/// <summary>A folder of one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("classifier-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
