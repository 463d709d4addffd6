using System.Security.Cryptography;
using Classifier.Identity;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteApiKeyStoreTests : ApiKeyStoreTests<SqliteFile>;

public sealed class PostgresApiKeyStoreTests : ApiKeyStoreTests<PostgresTestDatabase>;

public sealed class SqlServerApiKeyStoreTests : ApiKeyStoreTests<SqlServerTestDatabase>;

public abstract class ApiKeyStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    [Fact]
    public async Task List_SavedReplacedAndRevoked()
    {
        var store = new ApiKeyStore(Database);
        var (b, a) = (Key("b"), Key("B"));
        await store.SaveAsync(b, Token);
        await store.SaveAsync(a, Token);
        await store.SaveAsync(Key("gone"), Token);
        await store.SaveAsync(b with { Scopes = ["score"] }, Token);

        await store.RevokeAsync("gone", Some.Noon, Token);
        await store.RevokeAsync("nobody", Some.Noon, Token);

        var listed = await store.ListAsync(Token);
        Assert.Equal(["B", "b"], listed.Select(k => k.Name));
        Assert.Equivalent(b with { Scopes = ["score"] }, listed[1], strict: true);
    }

    private static ApiKey Key(string name) => new(name, RandomNumberGenerator.GetBytes(32), ["alerts", "score"], Some.Noon);
}
