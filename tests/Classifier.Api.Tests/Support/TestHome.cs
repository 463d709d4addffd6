namespace Classifier.Api.Tests.Support;

/// <summary>A home of its own below the temporary folder, with a small directory.</summary>
internal sealed class TestHome : IDisposable
{
    public TestHome(string? directory = null)
    {
        Root = Directory.CreateTempSubdirectory("classifier-test-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "data"));
        File.WriteAllText(Path.Combine(Root, "data", "directory.yaml"), directory ?? Some.DirectoryYaml);
    }

    public string Root { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
