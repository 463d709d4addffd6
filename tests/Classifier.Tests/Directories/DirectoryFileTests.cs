using Classifier.Directories;

namespace Classifier.Tests.Directories;

public sealed class DirectoryFileTests
{
    [Theory]
    [InlineData("teams: [ { key: a, parent: b } ]", ":1: team a names the parent 'b'")]
    [InlineData("teams:\n  - { key: a }\n  - { key: a }", "the team 'a' is there twice")]
    [InlineData("teams:\n  - key: a\n    colour: red", ":3: a team has an unknown member 'colour'")]
    [InlineData("teams:\n  - key: a\n    mode: often", ":3: a team: 'mode' 'often' is not a known word")]
    [InlineData("locations:\n  - { key: x, time_zone: Mars/Olympus }", ":2: a location: 'time_zone' 'Mars/Olympus' is not a time zone")]
    [InlineData("people:\n  - { id: p, time_zone: UTC, deputy: q }", ":2: person p names the deputy 'q'")]
    [InlineData("services:\n  - { key: s, owner: nobody }", ":2: service s names the owner 'nobody'")]
    [InlineData("teams:\n  - { key: a, parent: b }\n  - { key: b, parent: a }", "team a is its own ancestor")]
    [InlineData("triage: { team: nobody, channel: t }", ":1: triage names the team 'nobody'")]
    [InlineData("playbooks:\n  - { key: p, steps: [] }", ":2: playbook p needs issue_types")]
    [InlineData("teams: [ { key: a", "While parsing a flow mapping")]
    [InlineData("teams: 7", "'teams' must be a list")]
    public void Parse_Faulty_NamesFileLineAndReason(string yaml, string expected)
    {
        var error = Assert.Throws<DirectoryFileException>(() => DirectoryFile.Parse(yaml, "directory.yaml"));

        Assert.StartsWith("directory.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_TellsAllInOrder()
    {
        var error = Assert.Throws<DirectoryFileException>(() => DirectoryFile.Parse("teams:\n  - { key: a, parent: b }\nservices:\n  - { key: s, owner: c }", "d.yaml"));

        Assert.Equal(["d.yaml:2", "d.yaml:4"], error.Message.Split('\n').Select(l => l[..8]));
    }

    [Theory]
    [InlineData("edge-delivery", 1)]
    [InlineData("EDGE-delivery", 1)]
    [InlineData("cdn-ops", 1)]            // a key it had before
    [InlineData("\"Edge delivery\"", 1)]
    [InlineData("edge", 1)]               // a unique prefix
    [InlineData("s", 2)]
    [InlineData("nobody", 0)]
    [InlineData("", 0)]
    public void FindTeams_WhatAPersonTypes_GivesTheTeamsItMayMean(string typed, int count)
    {
        var directory = DirectoryFile.Parse("teams: [ { key: edge-delivery, name: Edge delivery, formerly: [cdn-ops] }, { key: search }, { key: shop } ]");

        Assert.Equal(count, directory.FindTeams(typed).Count);
    }
}
