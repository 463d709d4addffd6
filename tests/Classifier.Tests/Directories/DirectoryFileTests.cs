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
    [InlineData("teams: [ { key: a } ]\nservices:\n  - { key: s, owner: a, aliases: [x] }\n  - { key: t, owner: a, aliases: [X] }", ":4: the service 'X' is there twice")]
    [InlineData("teams: [ { key: a } ]\nservices:\n  - { key: s, owner: a, aliases: [T] }\n  - { key: t, owner: a }", ":4: the service 't' is there twice")]
    [InlineData("locations:\n  - { key: x, time_zone: UTC, aliases: [u] }\n  - { key: y, time_zone: UTC, aliases: [u] }", ":3: the location 'u' is there twice")]
    [InlineData("teams:\n  - { key: a, parent: b }\n  - { key: b, parent: a }", "team a is its own ancestor")]
    [InlineData("triage: { team: nobody, channel: t }", ":1: triage names the team 'nobody'")]
    [InlineData("playbooks:\n  - { key: p, steps: [] }", ":2: playbook p needs issue_types")]
    [InlineData("teams: [ { key: a", "While parsing a flow mapping")]
    [InlineData("teams: [a\nservices: {\n", ":1: something in brackets has no end")]
    [InlineData("teams: 7", "'teams' must be a list")]
    [InlineData("decisions:\n  act_precision: 90", ":2: decisions: 'act_precision' must be a share above 0 and below 1")]
    [InlineData("decisions:\n  act_precision: .8\n  suggest_precision: .9", ":3: decisions: 'suggest_precision' must not be above act_precision")]
    [InlineData("decisions:\n  act_precision: .8\n  costs: { wrong_page: 9, triage: 1 }", ":3: decisions: 'costs' cannot stand beside precisions")]
    [InlineData("decisions:\n  costs: { wrong_page: -1, triage: 1 }", ":2: costs: 'wrong_page' must be a number above 0")]
    [InlineData("decisions:\n  costs: { wrong_page: 1 }", ":2: costs needs 'triage'")]
    [InlineData("decisions:\n  costs: { wrong_page: 9, triage: 1, review: 2 }", ":2: costs: 'review' must be a number above 0 and not above triage")]
    [InlineData("decisions:\n  teams:\n    - { team: nobody, act_precision: .95 }", ":3: decisions names the team 'nobody'")]
    [InlineData("rules:\n  - { name: r, if: { sources: [x] }, team: nobody }", ":2: rule r names the team 'nobody'")]
    [InlineData("rules:\n  - { name: r, if: { sources: [x] }, issue_type: nothing }", ":2: rule r names the issue type 'nothing'")]
    [InlineData("rules:\n  - { name: r, never_act: true }", ":2: rule r needs 'if' with a condition")]
    [InlineData("rules:\n  - { name: r, if: { sources: [x] } }", ":2: rule r does nothing")]
    [InlineData("rules:\n  - { name: r, if: { source: x }, never_act: true }", ":2: a rule's if has an unknown member 'source'")]
    [InlineData("rules:\n  - { name: r, if: { severities: [awful] }, never_act: true }", ":2: a rule's if: 'severities' has 'awful'")]
    [InlineData("rules:\n  - { name: r, if: { sources: [x] }, never_act: sometimes }", ":2: a rule: 'never_act' 'sometimes' is not a known word")]
    [InlineData("teams: [ { key: a } ]\nrules:\n  - { name: r, if: { sources: [x] }, team: a, never: [a] }", ":3: rule r both names and forbids the team 'a'")]
    [InlineData("rules:\n  - { name: r, if: { sources: [x] }, never_act: true }\n  - { name: r, if: { sources: [y] }, never_act: true }", "the rule 'r' is there twice")]
    [InlineData("teams:\n  - key: a\n    rotations:\n      - { location: x }", ":4: a rotation needs people, a calendar")]
    [InlineData("teams:\n  - key: a\n    rotations:\n      - { location: x, calendar: a.ics, pagerduty: P1 }", ":4: a rotation has either people with starts and shift, or one calendar")]
    [InlineData("teams:\n  - key: a\n    rotations:\n      - { location: x, calendar: a.ics, shift: 7d }", ":4: a rotation has either people")]
    [InlineData("overrides:\n  - { team: nobody, person: p, from: 2026-01-05T08:00, until: 2026-01-06T08:00 }", ":2: override p 2026-01-05T08:00:00 names the team 'nobody'")]
    [InlineData("teams: [ { key: a } ]\npeople: [ { id: p, time_zone: UTC } ]\noverrides:\n  - { team: a, person: p, from: 2026-01-05T08:00, until: 2026-01-05T08:00 }", ":4: override p 2026-01-05T08:00:00 ends before it begins")]
    public void Parse_Faulty_NamesFileLineAndReason(string yaml, string expected)
    {
        var error = Assert.Throws<YamlFileException>(() => DirectoryFile.Parse(yaml, "directory.yaml"));

        Assert.StartsWith("directory.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_TellsAllInOrder()
    {
        var error = Assert.Throws<YamlFileException>(() => DirectoryFile.Parse("teams:\n  - { key: a, parent: b }\nservices:\n  - { key: s, owner: c }", "d.yaml"));

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

    [Fact]
    public void Terms_OfADirectory_KnowTeamsByEveryKeyTheyHad()
    {
        var terms = DirectoryFile.Parse("""
            teams:
              - { key: platform }
              - { key: edge, parent: platform, mode: auto, formerly: [cdn] }
            decisions:
              act_precision: .95
              teams: [ { team: edge, costs: { wrong_page: 9, triage: 1 } } ]
            rules:
              - { name: r, if: { teams: [edge], text: [x] }, team: cdn }
            """).Terms;

        Assert.Equal(("platform", "platform", null), (terms.Teams.ParentOf("cdn"), terms.Teams.ParentOf("edge"), terms.Teams.ParentOf("platform")));
        Assert.Equal((0.95, 0.60), (terms.Asked.ActPrecision, terms.Asked.SuggestPrecision));
        Assert.Equal(new(9, 1, 0, 0.25), terms.AskedOf("cdn").Costs);
        Assert.Equal("edge", Assert.Single(terms.Rules).Team);
        Assert.Equal(["cdn", "edge"], terms.Rules[0].If.Teams);
        Assert.Equal(["edge"], terms.AutoTeams);
    }
}
