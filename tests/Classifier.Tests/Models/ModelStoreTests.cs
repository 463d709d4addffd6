using Classifier.Models;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelStore _store;

    public ModelStoreTests() => _store = new(_folder.Path, new FakeTimeProvider());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Champion_NothingPromoted_IsNull()
    {
        Assert.Null(_store.Champion());
        Assert.Null(_store.LoadChampion());
        Assert.Empty(_store.List());
    }

    [Fact]
    public void Promote_ThenRollback_SwapsChampions()
    {
        SmallModel.Write(_folder.Path, "20260101-000000-aaaaaaa");
        SmallModel.Write(_folder.Path, "20260102-000000-bbbbbbb");
        _store.Promote("20260101-000000-aaaaaaa");
        Assert.Equal("20260101-000000-aaaaaaa", _store.Promote("20260102-000000-bbbbbbb").Previous);
        Assert.Equal("20260101-000000-aaaaaaa", _store.Rollback().Version);
        Assert.Equal("20260102-000000-bbbbbbb", _store.Rollback().Version);
        Assert.Equal(["20260102-000000-bbbbbbb", "20260101-000000-aaaaaaa"], _store.List().Select(c => c.Version));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "champion.json.tmp")));
    }

    [Fact]
    public void Promote_DamagedVersion_KeepsTheChampion()
    {
        SmallModel.Write(_folder.Path, "20260101-000000-aaaaaaa");
        var damaged = SmallModel.Write(_folder.Path, "20260102-000000-bbbbbbb");
        _store.Promote("20260101-000000-aaaaaaa");
        File.Delete(Path.Combine(damaged, ModelFiles.FeatureIdf));
        Assert.Throws<ModelRefusedException>(() => _store.Promote("20260102-000000-bbbbbbb"));
        Assert.Equal("20260101-000000-aaaaaaa", _store.Champion()!.Version);
    }

    [Fact]
    public void Rollback_WithoutPrevious_Throws()
    {
        SmallModel.Write(_folder.Path);
        _store.Promote(SmallModel.Version);
        Assert.Throws<InvalidOperationException>(() => _store.Rollback());
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void PathOf_NotAVersion_Throws(string version) => Assert.Throws<ArgumentException>(() => _store.PathOf(version));

    [Fact]
    public void ModelFolderWriter_NotCompleted_LeavesNothing()
    {
        using (var writer = new ModelFolderWriter(_folder.Path, "v"))
            writer.Write("a", "text");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
