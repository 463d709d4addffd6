using Classifier.Training.Samples;
using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Tests.Samples;

/// <summary>The sample history speaks of nobody and nothing that <c>data/directory.yaml</c> does not know.</summary>
public sealed class SampleDirectoryTests(SampleFixture sample)
{
    private readonly YamlMappingNode _directory = Read();

    [Fact]
    public void Teams_OfTickets_AreInTheDirectory()
    {
        var formerly = List("teams").SelectMany(t => Texts(t, "formerly"));

        Assert.Subset(Keys("teams").Concat(formerly).ToHashSet(), sample.History.Select(t => t.Ticket.OwningTeam!).ToHashSet());
    }

    [Fact]
    public void Types_OfTickets_AreInTheDirectory() =>
        Assert.Equal(Keys("issue_types").Order(), sample.History.Select(t => t.Ticket.IssueType!).Distinct().Order());

    [Fact]
    public void Responders_OfTickets_AreInTheirTeams()
    {
        var teams = List("people").ToDictionary(p => Text(p, "id"), p => Text(p, "team"));

        Assert.Subset(teams.Keys.ToHashSet(), sample.History.SelectMany(t => t.Ticket.Responders).ToHashSet());
        Assert.All(Company.People, team => Assert.All(team.Value, person => Assert.Equal(team.Key, teams[person])));
    }

    [Fact]
    public void Services_OfTickets_HaveTheirOwners() =>
        Assert.Equal(
            List("services").Select(s => (Text(s, "key"), Text(s, "owner"))).Order(),
            Company.Services.Select(s => (s.Key, s.Owner)).Order());

    [Fact]
    public void Services_DependOnTheSame() =>
        Assert.Equal(
            Company.Dependencies.OrderBy(d => d.Key).Select(d => $"{d.Key}: {string.Join(' ', d.Value)}"),
            List("services").Where(s => Nodes(s, "depends_on").Any()).OrderBy(s => Text(s, "key")).Select(s => $"{Text(s, "key")}: {string.Join(' ', Texts(s, "depends_on"))}"));

    [Fact]
    public void Locations_OfTickets_AreInTheDirectoryWithTheirAliases()
    {
        var aliases = List("locations").ToDictionary(l => Text(l, "key"), l => Texts(l, "aliases").ToHashSet());

        Assert.Subset(aliases.Keys.ToHashSet(), sample.History.Select(t => t.Ticket.Location).OfType<string>().ToHashSet());
        Assert.All(Company.Places, place => Assert.Subset(aliases[place.Key], place.Sites.Append(place.Region).ToHashSet()));
    }

    [Fact]
    public void People_WhereverNamed_Exist()
    {
        var known = Keys("people", "id").ToHashSet();
        var named = List("teams").SelectMany(t => Nodes(t, "rotations")).SelectMany(r => Texts(r, "people"))
            .Concat(List("people").Select(p => Text(p, "deputy")))
            .Concat(List("absences").SelectMany(a => new[] { Text(a, "person"), Text(a, "deputy") }))
            .Concat(List("playbooks").SelectMany(p => Nodes(p, "invite")).Select(i => Text(i, "person")).Where(p => p.Length > 0));

        Assert.Subset(known, named.ToHashSet());
        Assert.InRange(known.Count, 30, 45);
    }

    [Fact]
    public void Teams_All_HaveParentModeAndRotations()
    {
        var locations = Keys("locations").ToHashSet();

        Assert.All(List("teams"), t => Assert.True(Text(t, "mode") == "auto" && Nodes(t, "rotations").Any()));
        Assert.All(List("teams").SelectMany(t => Nodes(t, "rotations")), r => Assert.Contains(Text(r, "location"), locations));
        Assert.Equal(12, List("teams").Count(t => Text(t, "parent").Length > 0));
        Assert.Equal(4, List("teams").Count(t => Text(t, "parent").Length == 0));
    }

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Home.Find().DirectoryFile);
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private IEnumerable<YamlNode> List(string name) => Nodes(_directory, name);

    private IEnumerable<string> Keys(string list, string key = "key") => List(list).Select(n => Text(n, key));

    private static IEnumerable<YamlNode> Nodes(YamlNode node, string name) =>
        ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(name), out var found) ? (YamlSequenceNode)found : [];

    private static IEnumerable<string> Texts(YamlNode node, string name) => Nodes(node, name).Select(n => ((YamlScalarNode)n).Value!);

    private static string Text(YamlNode node, string name) =>
        ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(name), out var found) ? ((YamlScalarNode)found).Value! : "";
}
