using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Tests.Support;

namespace Classifier.Tests.Incidents;

public sealed class StormSummaryTests
{
    [Fact]
    public void Of_ManyKinds_NamesTheMostFrequent_AndCountsTheOthers()
    {
        string?[] services = ["web", "web", "web", "db", "db", "cache", "queue", "mail", null];

        var said = StormSummary.Of([.. services.Select((s, i) => (Some.Alert(), new Location(Key: i < 4 ? "osl" : null, Site: i == 4 ? "rack 7" : null, Service: s)))], key => key == "osl" ? "Oslo" : key);

        Assert.Equal($"services web 3, db 2, cache 1, others 2; places Oslo 4, rack 7 1; from {Some.Alert().Source} 9", said);
    }

    [Fact]
    public void Of_NothingIsNamed_SaysWhereItCameFrom() => Assert.Equal($"from {Some.Alert().Source} 1", StormSummary.Of([(Some.Alert(), Location.Unknown)], key => key));
}
