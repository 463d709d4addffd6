using Classifier.Alerts;
using Classifier.Features;
using Classifier.History;

namespace Classifier.Tests.Features;

public sealed class FeatureReaderTests
{
    [Fact]
    public void Read_SameWordInTitleAndDescription_AreDifferentFeatures()
    {
        var (title, description) = (Read(Text("disk", "")), Read(Text("", "disk")));
        Assert.Contains(title, f => FeatureHash.BlockOf(f) == FeatureBlock.TitleWords);
        Assert.DoesNotContain(description, f => FeatureHash.BlockOf(f) == FeatureBlock.TitleWords);
    }

    [Fact]
    public void Read_ComposedAndDecomposed_AreTheSameFeatures() =>
        Assert.Equal(Read(Text("Büro", "Büro fällt aus")), Read(Text("Bu\u0308ro", "Bu\u0308ro fa\u0308llt aus")));

    [Fact]
    public void Read_ReportsThatDifferInANumber_ShareThePlaceholder()
    {
        var (one, other) = (Read(Text("disk at 91%", "")), Read(Text("disk at 97%", "")));
        Assert.Contains(one.Intersect(other), f => FeatureHash.BlockOf(f) == FeatureBlock.Placeholders);
    }

    [Fact]
    public void From_AlertAndTicketThatSayTheSame_HaveTheSameFeatures()
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["service"] = "checkout" };
        var alert = new Alert { Title = "Disk full", Source = "zabbix", Severity = Severity.High, Labels = labels, OccurredAt = default, DedupKey = "k" };
        var attributes = new SortedDictionary<string, string>(labels, StringComparer.Ordinal) { ["source"] = "zabbix" };
        var ticket = new Ticket { Id = "1", Title = "Disk full", Severity = Severity.High, Attributes = attributes };
        Assert.Equal(Read(IncidentText.From(alert)).Order(), Read(IncidentText.From(ticket)).Order());
    }

    [Fact]
    public void Read_Text_OriginsPointAtTheWords()
    {
        var sink = new Collected([], []);
        FeatureReader.Read(Text("disk full", "on host"), ref sink);
        var whole = "disk full\non host";
        var word = sink.Origins.Where((_, i) => FeatureHash.BlockOf(sink.Features[i]) == FeatureBlock.TextWords).Select(o => whole.Substring(o.Start, o.Length));
        Assert.Equal(["disk", "full", "disk full", "on", "host", "on host"], word);
    }

    [Fact]
    public void Read_AMegabyte_LooksAtTheBeginning()
    {
        var start = string.Concat(Enumerable.Repeat("word ", 1200));
        Assert.Equal(Read(Text("t", start)).Count, Read(Text("t", start + new string('x', 1_000_000))).Count);
    }

    private static IncidentText Text(string title, string description) => new(title, description, [], []);

    private static List<ulong> Read(IncidentText text)
    {
        var sink = new Collected([], []);
        FeatureReader.Read(text, ref sink);
        return sink.Features;
    }

    private readonly record struct Collected(List<ulong> Features, List<FeatureOrigin> Origins) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            Features.Add(feature);
            Origins.Add(origin);
        }
    }
}
