using System.Security.Cryptography;
using System.Text;
using Classifier.Idempotency;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteAnswerStoreTests : AnswerStoreTests<SqliteFile>;

public sealed class PostgresAnswerStoreTests : AnswerStoreTests<PostgresTestDatabase>;

public sealed class SqlServerAnswerStoreTests : AnswerStoreTests<SqlServerTestDatabase>;

public abstract class AnswerStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private static readonly DateTimeOffset Later = Some.Noon.AddHours(24);
    private static readonly KeptAnswer Answer = new(202, "application/json", [1, 0, 255]);

    [Fact]
    public async Task Take_AFreeKey_KeepsTheAnswerForEveryNode()
    {
        Assert.Null(await TakeAsync(Request("a"), Answer));

        var earlier = await TakeAsync(Request("a", "another body"), new(200, null, null), database: await OpenAsync());

        Assert.Equivalent(new EarlierRequest(Request("a").RequestHash, Answer), earlier, strict: true);
        Assert.Null(await TakeAsync(Request("b"), Answer));
    }

    [Fact]
    public async Task Take_InATransactionThatFails_KeepsNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async transaction =>
        {
            await new AnswerStore(Database).TakeAsync(transaction, Request("a"), Answer, Some.Noon, Later);
            throw new InvalidOperationException("the effect failed");
        }));

        Assert.Null(await TakeAsync(Request("a"), Answer));
    }

    [Fact]
    public async Task Take_AfterTheAnswerExpired_IsANewRequest()
    {
        await TakeAsync(Request("a"), Answer);

        Assert.NotNull(await TakeAsync(Request("a", "new"), Answer, Later.AddMicroseconds(-1)));
        Assert.Null(await TakeAsync(Request("a", "new"), Answer, Later, Later.AddHours(24)));
        Assert.Equal(Request("a", "new").RequestHash, (await TakeAsync(Request("a"), Answer, Later))!.RequestHash);
    }

    [Fact]
    public async Task Reservation_Completed_HasTheAnswer()
    {
        var (store, until) = (new AnswerStore(Database), Some.Noon.AddMinutes(1));
        Assert.Null(await TakeAsync(Request("a"), null, until: until));
        Assert.Null((await TakeAsync(Request("a"), null))!.Answer);

        await store.CompleteAsync(Request("a"), until, Answer, Later, Token);
        await store.ReleaseAsync(Request("a"), until, Token);

        Assert.Equivalent(Answer, (await TakeAsync(Request("a"), null, Some.Noon.AddHours(23)))!.Answer, strict: true);
    }

    [Fact]
    public async Task Reservation_Released_IsFree()
    {
        var until = Some.Noon.AddMinutes(1);
        await TakeAsync(Request("a"), null, until: until);

        await new AnswerStore(Database).ReleaseAsync(Request("a"), until, Token);

        Assert.Null(await TakeAsync(Request("a", "corrected"), null));
    }

    [Fact]
    public async Task Reservation_ExpiredAndTakenByAnother_IsOutOfReach()
    {
        var (store, first, second) = (new AnswerStore(Database), Some.Noon.AddMinutes(1), Some.Noon.AddMinutes(2));
        await TakeAsync(Request("a"), null, until: first);
        Assert.Null(await TakeAsync(Request("a"), null, now: first, until: second));

        await store.CompleteAsync(Request("a"), first, Answer, Later, Token);
        await store.ReleaseAsync(Request("a"), first, Token);

        Assert.Null((await TakeAsync(Request("a"), null, now: first))!.Answer);
    }

    [Fact]
    public async Task Take_ByManyAtOnce_IsOfOneAlone()
    {
        IDatabase[] nodes = [Database, await OpenAsync()];

        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => TakeAsync(Request("a"), new(200, null, [(byte)i]), database: nodes[i % 2])));

        Assert.Single(taken, earlier => earlier is null);
        Assert.Single(taken.Where(e => e is not null).Select(e => e!.Answer!.Body![0]).Distinct());
    }

    [Fact]
    public async Task DeleteExpired_TakesTheOldestFirstAndNoMoreThanAsked()
    {
        var store = new AnswerStore(Database);
        for (var i = 0; i < 5; i++)
            await TakeAsync(Request($"k{i}"), Answer, until: Some.Noon.AddMinutes(i));
        await TakeAsync(Request("stays"), Answer);

        Assert.Equal(2, await store.DeleteExpiredAsync(2, Some.Noon.AddHours(1), Token));
        Assert.NotNull(await TakeAsync(Request("k2"), Answer));
        Assert.Equal(3, await store.DeleteExpiredAsync(1000, Some.Noon.AddHours(1), Token));
        Assert.Equal(0, await store.DeleteExpiredAsync(1000, Some.Noon.AddHours(1), Token));
        Assert.NotNull(await TakeAsync(Request("stays"), Answer));
    }

    private Task<EarlierRequest?> TakeAsync(OnceRequest request, KeptAnswer? answer, DateTimeOffset? now = null, DateTimeOffset? until = null, IDatabase? database = null) =>
        (database ?? Database).WriteAsync(transaction => new AnswerStore(database ?? Database).TakeAsync(transaction, request, answer, now ?? Some.Noon, until ?? Later), Token);

    private static OnceRequest Request(string key, string body = "") => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
