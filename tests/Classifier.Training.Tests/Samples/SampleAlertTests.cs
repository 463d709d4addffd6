using System.Text.Json;
using Classifier.Alerts;

namespace Classifier.Training.Tests.Samples;

/// <summary>The ready alerts in <c>data/alerts</c>.</summary>
public sealed class SampleAlertTests
{
    private static readonly string[] Members = ["title", "description", "source", "severity", "labels", "logs", "occurred_at", "status", "dedup_key", "reporter"];

    [Theory]
    [InlineData("tls-certificate")]
    [InlineData("ad-asset-cache")]
    [InlineData("security-device")]
    [InlineData("third-party-script")]
    [InlineData("leaked-access-key")]
    public void File_EachStory_IsAnAlert(string name)
    {
        using var alert = JsonDocument.Parse(File.ReadAllText(Path.Combine(Home.Find().Data, "alerts", name + ".json")));

        var root = alert.RootElement;
        Assert.Subset(Members.ToHashSet(), root.EnumerateObject().Select(m => m.Name).ToHashSet());
        Assert.InRange(root.GetProperty("title").GetString()!.Length, 20, AlertLimits.Title);
        Assert.True(SeverityWords.Parse(root.GetProperty("severity").GetString()) >= Severity.High);
        Assert.True(root.GetProperty("labels").TryGetProperty("service", out _));
        Assert.True(root.GetProperty("occurred_at").TryGetDateTimeOffset(out _));
        Assert.DoesNotContain("owning_team", root.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_All_HoldsFiveStories() =>
        Assert.Equal(5, Directory.GetFiles(Path.Combine(Home.Find().Data, "alerts"), "*.json").Length);
}
