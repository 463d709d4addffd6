using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteQuestionStoreTests : QuestionStoreTests<SqliteFile>;

public sealed class PostgresQuestionStoreTests : QuestionStoreTests<PostgresTestDatabase>;

public sealed class SqlServerQuestionStoreTests : QuestionStoreTests<SqlServerTestDatabase>;

public abstract class QuestionStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    [Fact]
    public async Task Add_AndOpened_RoundTrip()
    {
        var (incidents, questions) = (new IncidentStore(Database), new QuestionStore(Database));
        await WriteAsync(t => incidents.AddAsync(t, Some.Incident(1001), new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
        var question = new OwnerQuestion(0, "ann", "Übergröße 🔥", "edge", "slack C1 17.1", null, Some.Noon);

        var first = await questions.AddAsync(question, Token);
        var second = await questions.AddAsync(question with { Place = "" }, Token);
        await questions.MarkOpenedAsync(first, 1001, Token);

        Assert.NotEqual(first, second);
        Assert.Equal(question with { Number = first, Incident = 1001 }, await questions.FindAsync(first, Token));
        Assert.Equal(first, (await questions.FindAtAsync("slack C1 17.1", Token))!.Number);
        Assert.Null(await questions.FindAtAsync("slack C1", Token));
        Assert.Null(await questions.FindAsync(second + 1, Token));
    }
}
