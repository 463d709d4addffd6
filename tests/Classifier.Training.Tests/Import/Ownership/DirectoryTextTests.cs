using Classifier.Directories;
using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class DirectoryTextTests
{
    private const string New = "{ key: new, owner: a }";
    private const string Teams = "teams: [ { key: a } ]\n";

    [Theory]
    [InlineData("services:\n  - { key: s, owner: a }   # ours\n\n# next\nrules: []\n", "services:\n  - { key: s, owner: a }   # ours\n  - { key: new, owner: a }\n\n# next\nrules: []\n")]
    [InlineData("services:\n- key: s\n  owner: a\n  aliases:\n  - x   # ours\nrules: []\n", "services:\n- key: s\n  owner: a\n  aliases:\n  - x   # ours\n- { key: new, owner: a }\nrules: []\n")]
    [InlineData("services:\n    - key: s\n      owner: a\n      location:\n\n    # the end", "services:\n    - key: s\n      owner: a\n      location:\n    - { key: new, owner: a }\n\n    # the end")]
    [InlineData("services:\n  - { key: s, owner: a }", "services:\n  - { key: s, owner: a }\n  - { key: new, owner: a }")]
    [InlineData("services:\r\n  - { key: s, owner: a }\r\nrules: []\r\n", "services:\r\n  - { key: s, owner: a }\r\n  - { key: new, owner: a }\r\nrules: []\r\n")]
    [InlineData("services: []\nrules: []\n", "services:\n  - { key: new, owner: a }\nrules: []\n")]
    [InlineData("services: []   # none yet\n", "services:   # none yet\n  - { key: new, owner: a }\n")]
    [InlineData("services:\n# none yet\nrules: []\n", "services:\n  - { key: new, owner: a }\n# none yet\nrules: []\n")]
    [InlineData("services: [ { key: s, owner: a },\n  { key: t, owner: a } ] # ours\n", "services: [ { key: s, owner: a },\n  { key: t, owner: a }, { key: new, owner: a } ] # ours\n")]
    [InlineData("rules: [] # last", "rules: [] # last\nservices:\n  - { key: new, owner: a }\n")]
    [InlineData("", "services:\n  - { key: new, owner: a }\n")]
    [InlineData("# services: no\nrules: []\nservices:\n  - key: s\n    name: >-\n      Long\n      name\n    owner: a\nmaintenance: []\n", "# services: no\nrules: []\nservices:\n  - key: s\n    name: >-\n      Long\n      name\n    owner: a\n  - { key: new, owner: a }\nmaintenance: []\n")]
    public void With_AnyWayOfWriting_AddsALineAndKeepsTheRest(string before, string after)
    {
        var written = new DirectoryText(Teams + before).With([New]);

        Assert.Equal(Teams + after, written);
        Assert.Equal("new", DirectoryFile.Parse(written).Parts.Services[^1].Key);
    }

    [Fact]
    public void With_TheSampleDirectory_ChangesNothingElse()
    {
        var before = File.ReadAllText(Home.Find().DirectoryFile);
        var after = new DirectoryText(before).With(["{ key: new-1, owner: payments }", "{ key: new-2, owner: payments }"]);

        Assert.Equal(before, after.Replace("  - { key: new-1, owner: payments }\n  - { key: new-2, owner: payments }\n", "", StringComparison.Ordinal));
        Assert.Equal(["staff-laptops", "new-1", "new-2"], DirectoryFile.Parse(after).Parts.Services.TakeLast(3).Select(s => s.Key));
    }

    [Fact]
    public void With_ServicesThatAreNoList_SaysTheLine() =>
        Assert.Contains("line 2", Assert.Throws<Training.Import.InputException>(() => new DirectoryText(Teams + "services: { a: b }").With([New])).Message, StringComparison.Ordinal);

    [Fact]
    public void ServiceLines_BothWaysOfWriting_AreTheLinesWhereTheyBegin()
    {
        var lines = new DirectoryText(OwnershipFixture.Yaml).ServiceLines();

        var text = OwnershipFixture.Yaml.Split('\n');
        Assert.Equal(["checkout-api", "orders-db"], lines.Keys.Order());
        Assert.All(lines, l => Assert.Contains($"key: {l.Key}", text[l.Value - 1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain name", "{ key: k, name: plain name, owner: a }")]
    [InlineData("Gateway, payments", "{ key: k, name: 'Gateway, payments', owner: a }")]
    [InlineData("Anna's {#1}: \"x\" \\n", "{ key: k, name: 'Anna''s {#1}: \"x\" \\n', owner: a }")]
    [InlineData("- a", "{ key: k, name: '- a', owner: a }")]
    [InlineData("Zahlungsübersicht São", "{ key: k, name: Zahlungsübersicht São, owner: a }")]
    [InlineData("two\nlines\u0000 🔥", "{ key: k, name: 'two lines 🔥', owner: a }")]
    [InlineData("k", "{ key: k, owner: a }")]
    public void Of_AnyName_IsReadBackAsItWas(string name, string expected)
    {
        var entry = ServiceEntry.Of(new("k", name, "a", null, [], []));

        Assert.Equal(expected, entry);
        Assert.Equal(name.Replace("\n", " ", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal), DirectoryFile.Parse(new DirectoryText(Teams).With([entry])).Parts.Services.Single().Name);
    }
}
