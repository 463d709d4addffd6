using Classifier.Models;

namespace Classifier.Tests.Models;

public sealed class ModelLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ModelLoadTests() => _model = SmallModel.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Files => [.. new TemporaryModel().Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_OneByteChanged_IsRefusedByName(string file)
    {
        var path = Path.Combine(_model, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(file, Refusal().File);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_OneByteMissing_IsRefusedByName(string file)
    {
        var path = Path.Combine(_model, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Equal(file, Refusal().File);
    }

    [Fact]
    public void Load_OtherFormat_IsRefused()
    {
        var path = Path.Combine(_model, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format_version\": 3", "\"format_version\": 2", StringComparison.Ordinal));
        Assert.Equal("manifest.json", Refusal().File);
    }

    [Fact]
    public void Load_NoManifest_IsRefused()
    {
        File.Delete(Path.Combine(_model, "manifest.json"));
        Assert.Equal("manifest.json", Refusal().File);
    }

    private ModelRefusedException Refusal() => Assert.Throws<ModelRefusedException>(() => Model.Load(_model));

    private sealed class TemporaryModel
    {
        public TemporaryModel()
        {
            using var folder = new TemporaryFolder();
            Files = [.. Directory.EnumerateFiles(SmallModel.Write(folder.Path)).Select(f => Path.GetFileName(f)).Where(f => f != "manifest.json")];
        }

        public IReadOnlyList<string> Files { get; }
    }
}
