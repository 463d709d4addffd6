using Classifier.Storage;

namespace Classifier.Tests.Storage;

public sealed class SqlTextTests
{
    public static TheoryData<string> Stores => ["Answers", "Audit", "Chat", "History", "Inbox", "Incidents", "Keys", "Labels", "Logs", "Models", "Settings", "Steps"];

    /// <summary>Freeing what earlier processes held is for a database that one service alone works on.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public void EveryDatabase_HasTheSameStatements(string store) =>
        Assert.Equal(SqlText.Load("Sqlite", store).Names.Where(n => n != "ReleaseAll").Order(), SqlText.Load("Postgres", store).Names.Order());
}
