using YamlDotNet.RepresentationModel;

namespace Classifier.Directories;

/// <summary>Reads <c>data/directory.yaml</c> and checks it as a whole: a fault names its line, and all faults are told at once.</summary>
public static class DirectoryFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="YamlFileException">The file cannot be read, is not YAML, or names what is not there.</exception>
    public static ResponderDirectory Load(string path) => Parse(YamlFile.Text(path), path);

    /// <summary>Reads the text of a directory file.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">How faults name the file.</param>
    /// <exception cref="YamlFileException">The text is not YAML, or names what is not there.</exception>
    public static ResponderDirectory Parse(string yaml, string file = "directory.yaml")
    {
        var faults = new YamlFaults(file);
        var parts = Read(YamlFile.RootOf(yaml, file), faults);
        if (!faults.Any)
            DirectoryChecks.Check(parts.Parts, parts.Lines, faults);
        return faults.Any ? throw new YamlFileException(faults.ToString()) : new ResponderDirectory(parts.Parts);
    }

    private static (DirectoryParts Parts, DirectoryLines Lines) Read(YamlNode node, YamlFaults faults)
    {
        var root = new YamlSection(node, faults, "the directory", "language", "triage", "security", "stakeholders", "locations", "issue_types", "teams", "people", "services", "absences", "overrides", "playbooks", "attributes", "decisions", "rules", "maintenance");
        var lines = new DirectoryLines();
        var parts = new DirectoryParts
        {
            Language = root.Text("language", "en"),
            Triage = root.Node("triage") is { } triage ? Standing(triage, faults) : null,
            Security = root.Node("security") is { } security ? Security(security, faults) : null,
            Stakeholders = root.Node("stakeholders") is { } stakeholders ? Stakeholders(stakeholders, faults) : null,
            Attributes = root.Node("attributes") is { } attributes ? Attributes(attributes, faults) : null,
            Decisions = root.Node("decisions") is { } decisions ? DecisionSection.Asked(decisions, faults, lines) : AskedInDirectory.Default,
            Rules = [.. root.Items("rules").Select(n => DecisionSection.Rule(n, faults, lines))],
            Maintenance = [.. root.Items("maintenance").Select(n => DecisionSection.Maintenance(n, faults, lines))],
            Places = [.. root.Items("locations").Select(n => Place(n, faults, lines))],
            IssueTypes = [.. root.Items("issue_types").Select(n => Type(n, faults))],
            Teams = [.. root.Items("teams").Select(n => Team(n, faults, lines))],
            People = [.. root.Items("people").Select(n => Person(n, faults, lines))],
            Services = [.. root.Items("services").Select(n => Service(n, faults, lines))],
            Absences = [.. root.Items("absences").Select(n => Absence(n, faults, lines))],
            Overrides = [.. root.Items("overrides").Select(n => Override(n, faults, lines))],
            Playbooks = [.. root.Items("playbooks").Select(n => Playbook(n, faults, lines))],
        };
        lines.Set("triage", root.LineOf("triage"));
        lines.Set("security", root.LineOf("security"));
        lines.Set("stakeholders", root.LineOf("stakeholders"));
        return (parts, lines);
    }

    private static StandingGroup Standing(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "triage", "team", "channel");
        return new(section.Text("team"), section.Text("channel"));
    }

    private static SecurityGroup Security(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "security", "team", "channel", "issue_types");
        return new(section.Text("team"), section.Text("channel"), section.Texts("issue_types"));
    }

    private static StakeholderGroup Stakeholders(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "stakeholders", "channel", "people", "digest", "time_zone");
        return new(section.Text("channel"), section.Texts("people"), section.TimesOfDay("digest"), section.TimeZone("time_zone"));
    }

    private static AttributeList Attributes(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "attributes", "keep", "ignore");
        return new(section.Texts("keep"), section.Texts("ignore"));
    }

    private static Place Place(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a location", "key", "name", "time_zone", "aliases");
        var key = section.Text("key");
        lines.Set($"location {key}", section.Line);
        return new(key, section.Text("name", key), section.TimeZone("time_zone"), section.Texts("aliases"));
    }

    private static IssueType Type(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "an issue type", "key", "name");
        var key = section.Text("key");
        return new(key, section.Text("name", key));
    }

    private static Team Team(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a team", "key", "name", "parent", "mode", "formerly", "rotations", "language");
        var key = section.Text("key");
        lines.Set($"team {key}", section.Line);
        return new(
            key, section.Text("name", key), section.Optional("parent"), section.Word("mode", TeamMode.Suggest, Mode), section.Texts("formerly"),
            [.. section.Items("rotations").Select(n => Rotation(n, faults))], section.Optional("language"));
    }

    private static TeamMode? Mode(string word) => word switch { "auto" => TeamMode.Auto, "earn" => TeamMode.Earn, "suggest" => TeamMode.Suggest, _ => null };

    private static Rotation Rotation(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "a rotation", "location", "people", "starts", "shift", "calendar", "pagerduty", "slack_group");
        var place = section.Text("location");
        List<OnCallFeed> feeds = [.. from pair in Feeds let address = section.Optional(pair.Member) where address is not null select new OnCallFeed(pair.Kind, address)];
        if (feeds.Count == 0)
        {
            var people = section.Texts("people");
            if (people.Count == 0)
                faults.Add(section.Line, "a rotation needs people, a calendar, a pagerduty schedule or a slack_group");
            return new(place, people, section.LocalTime("starts"), section.Length("shift"));
        }
        if (feeds.Count > 1 || section.Node("people") is not null || section.Node("starts") is not null || section.Node("shift") is not null)
            faults.Add(section.Line, "a rotation has either people with starts and shift, or one calendar, pagerduty schedule or slack_group");
        return new(place, [], default, default, feeds[0]);
    }

    private static readonly (string Member, FeedKind Kind)[] Feeds = [("calendar", FeedKind.Calendar), ("pagerduty", FeedKind.PagerDuty), ("slack_group", FeedKind.SlackGroup)];

    private static OnCallOverride Override(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "an override", "team", "location", "person", "from", "until");
        var instead = new OnCallOverride(section.Text("team"), section.Optional("location"), section.Text("person"), section.LocalTime("from"), section.LocalTime("until"));
        lines.Set($"override {instead.Person} {instead.From:s}", section.Line);
        return instead;
    }

    private static Person Person(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a person", "id", "name", "title", "team", "time_zone", "handles", "deputy");
        var id = section.Text("id");
        lines.Set($"person {id}", section.Line);
        return new(id, section.Text("name", id), section.Text("title", ""), section.Optional("team"), section.TimeZone("time_zone"), section.Pairs("handles"), section.Optional("deputy"));
    }

    private static Service Service(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a service", "key", "name", "owner", "location", "aliases", "depends_on");
        var key = section.Text("key");
        lines.Set($"service {key}", section.Line);
        return new(key, section.Text("name", key), section.Text("owner"), section.Optional("location"), section.Texts("aliases"), section.Texts("depends_on"));
    }

    private static Absence Absence(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "an absence", "person", "from", "until", "deputy");
        var absence = new Absence(section.Text("person"), section.Day("from"), section.Day("until"), section.Optional("deputy"));
        lines.Set($"absence {absence.Person} {absence.From}", section.Line);
        return absence;
    }

    private static Playbook Playbook(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a playbook", "key", "name", "issue_types", "teams", "severities", "locations", "invite", "steps");
        var key = section.Text("key");
        lines.Set($"playbook {key}", section.Line);
        return new(
            key, section.Text("name", key), section.Texts("issue_types"), section.Texts("teams"), section.Severities("severities"), section.Texts("locations"),
            [.. section.Items("invite").Select(n => Invite(n, faults))], section.Texts("steps"));
    }

    private static PlaybookInvite Invite(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "an invite", "team", "person", "role");
        var invite = new PlaybookInvite(section.Optional("team"), section.Optional("person"), section.Text("role"));
        if (invite.Team is null == invite.Person is null)
            faults.Add(section.Line, "an invite names either a team or a person");
        return invite;
    }
}
