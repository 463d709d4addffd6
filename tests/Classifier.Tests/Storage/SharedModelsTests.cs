using Classifier.Models;
using Classifier.Promotions;
using Classifier.Storage;
using Classifier.Tests.Models;
using Classifier.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Tests.Storage;

public sealed class SqliteSharedModelsTests : SharedModelsTests<SqliteFile>;

public sealed class PostgresSharedModelsTests : SharedModelsTests<PostgresTestDatabase>;

public sealed class SqlServerSharedModelsTests : SharedModelsTests<SqlServerTestDatabase>;

/// <summary>The champion in the database, and homes that share it and follow it.</summary>
public abstract class SharedModelsTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private const string A = "20260101-000000-aaaaaaa";
    private const string B = "20260102-000000-bbbbbbb";
    private const string C = "20260103-000000-ccccccc";

    private static readonly ModelPart[] Parts = [new("one", 0, [1, 0, 255]), new("one", 1, [2]), new("two", 0, [])];

    [Fact]
    public async Task Promote_NothingBefore_IsReadByOtherNodesWithItsBytes()
    {
        Assert.Null(await Shared().ChampionAsync(Token));

        Assert.True(await Shared().TryPromoteAsync(Champion(1, A), Parts, Token));

        var other = new SharedModels(await OpenAsync());
        Assert.Equal(Champion(1, A), await other.ChampionAsync(Token));
        Assert.Equivalent(Parts, await other.ReadAsync(A, Token).ToListAsync(Token), strict: true);
        Assert.Empty(await other.ReadAsync(B, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Promote_NumberIsTaken_ChangesNothing()
    {
        await Shared().TryPromoteAsync(Champion(1, A), Parts, Token);

        Assert.False(await Shared().TryPromoteAsync(Champion(1, B), Parts, Token));
        Assert.False(await Shared().TryPromoteAsync(Champion(3, B), Parts, Token));

        Assert.Equal(Champion(1, A), await Shared().ChampionAsync(Token));
        Assert.Empty(await Shared().ReadAsync(B, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Promote_ManyAtOnce_OneAloneGetsTheNumber()
    {
        var promoted = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i => await new SharedModels(await OpenAsync()).TryPromoteAsync(Champion(1, $"v{i}"), Parts, Token)));

        Assert.Single(promoted, isDone => isDone);
        Assert.Equal($"v{Array.IndexOf(promoted, true)}", (await Shared().ChampionAsync(Token))!.Version);
    }

    [Fact]
    public async Task Promote_ThirdVersion_ForgetsTheBytesOfTheFirst()
    {
        await Shared().TryPromoteAsync(Champion(1, A), Parts, Token);
        await Shared().TryPromoteAsync(Champion(2, B, A), Parts, Token);
        Assert.NotEmpty(await Shared().ReadAsync(A, Token).ToListAsync(Token));

        await Shared().TryPromoteAsync(Champion(3, C, B), Parts, Token);

        Assert.Empty(await Shared().ReadAsync(A, Token).ToListAsync(Token));
        Assert.Equal(3, await Shared().ReadAsync(B, Token).CountAsync(Token));
    }

    [Fact]
    public async Task Sync_PromotionInOneHome_IsChampionInAnotherThatNeverHadIt()
    {
        using var first = new SharingHome(Shared());
        using var second = new SharingHome(new(await OpenAsync()));
        await first.PromoteAsync(A);
        await second.Sync.RunAsync(Token);
        await first.PromoteAsync(B);

        await second.Sync.RunAsync(Token);

        Assert.Equal((B, A, 2L), second.Champion);
        Assert.Equal(B, second.Models.LoadChampion()!.Card.Version);
        second.Models.Rollback();
        await second.Sync.RunAsync(Token);
        await first.Sync.RunAsync(Token);
        Assert.Equal((A, B, 3L), first.Champion);
    }

    [Fact]
    public async Task Sync_HomeWithAChampionOfItsOwnThatIsNew_FollowsTheOthers()
    {
        using var first = new SharingHome(Shared());
        using var second = new SharingHome(Shared());
        await first.PromoteAsync(A);
        SmallModel.Write(second.Path, B);
        second.Models.Promote(B);

        await second.Sync.RunAsync(Token);

        Assert.Equal((A, null, 1L), second.Champion);
    }

    [Fact]
    public async Task Sync_PromotedWhileTheServiceWasStopped_IsSharedUnlessAnotherCameFirst()
    {
        using var first = new SharingHome(Shared());
        using var second = new SharingHome(Shared());
        await first.PromoteAsync(A);
        await second.Sync.RunAsync(Token);
        foreach (var (home, version) in (ReadOnlySpan<(SharingHome, string)>)[(first, B), (second, C)])
        {
            SmallModel.Write(home.Path, version);
            home.Models.Promote(version);
        }

        await second.Sync.RunAsync(Token);
        await first.Sync.RunAsync(Token);

        Assert.Equal((C, A, 2L), second.Champion);
        Assert.Equal((C, A, 2L), first.Champion);
    }

    [Fact]
    public async Task Sync_DamagedOnTheWay_IsRefusedByNameAndTheOldChampionStays()
    {
        using var first = new SharingHome(Shared());
        using var second = new SharingHome(Shared());
        await first.PromoteAsync(A);
        await second.Sync.RunAsync(Token);
        SmallModel.Write(first.Path, B);
        var parts = first.Models.Parts(B).Select(p => p.File == ModelFiles.FeatureIdf ? p with { Bytes = [.. p.Bytes[..^1], (byte)~p.Bytes[^1]] } : p);
        await Shared().TryPromoteAsync(Champion(2, B, A), parts, Token);

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => second.Sync.RunAsync(Token));

        Assert.Equal(ModelFiles.FeatureIdf, refused.File);
        Assert.Equal((A, null, 1L), second.Champion);
        Assert.Equal([A], Directory.GetDirectories(second.Path).Select(d => System.IO.Path.GetFileName(d)));
    }

    [Fact]
    public async Task Sync_NameThatLeavesTheFolder_IsRefused()
    {
        using var home = new SharingHome(Shared());
        await Shared().TryPromoteAsync(Champion(1, A), [new("../escaped", 0, [1])], Token);

        await Assert.ThrowsAsync<ModelRefusedException>(() => home.Sync.RunAsync(Token));

        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }

    private SharedModels Shared() => new(Database);

    private static SharedChampion Champion(long number, string version, string? previous = null) => new(number, version, previous, Some.Noon);

    /// <summary>A home's models and its node's view of the database.</summary>
    private sealed class SharingHome : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public SharingHome(SharedModels shared) => (Models, Sync) = (new(_folder.Path, new FakeTimeProvider(Some.Noon)), new(new(_folder.Path, new FakeTimeProvider(Some.Noon)), shared));

        public string Path => _folder.Path;

        public ModelStore Models { get; }

        public ModelSync Sync { get; }

        public (string Version, string? Previous, long? Shared) Champion => Models.Champion() is { } pointer ? (pointer.Version, pointer.Previous, pointer.Shared) : ("", null, null);

        public async Task PromoteAsync(string version)
        {
            SmallModel.Write(Path, version);
            Models.Promote(version);
            await Sync.RunAsync(Token);
        }

        public void Dispose()
        {
            Sync.Dispose();
            _folder.Dispose();
        }
    }
}
