using Classifier.Decisions;
using YamlDotNet.RepresentationModel;

namespace Classifier.Directories;

/// <summary>Reads <c>decisions</c> and <c>rules</c> of a directory file.</summary>
internal static class DecisionSection
{
    private const double ReviewShare = 0.25;

    /// <summary>What is asked of answers.</summary>
    public static AskedInDirectory Asked(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "decisions", "act_precision", "suggest_precision", "costs", "teams");
        var forAll = Asked(section, AskedOfAnswers.Default, faults);
        var byTeam = new Dictionary<string, AskedOfAnswers>(StringComparer.Ordinal);
        foreach (var item in section.Items("teams"))
        {
            var own = new YamlSection(item, faults, "a team's decisions", "team", "act_precision", "suggest_precision", "costs");
            var team = own.Text("team");
            lines.Set($"decisions of {team}", own.Line);
            if (!byTeam.TryAdd(team, Asked(own, forAll, faults)))
                faults.Add(own.Line, $"decisions has the team '{team}' twice");
        }
        return new(forAll, byTeam);
    }

    /// <summary>A rule.</summary>
    public static DecisionRule Rule(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a rule", "name", "if", "team", "issue_type", "never", "never_act");
        var rule = new DecisionRule(section.Text("name"), section.Node("if") is { } condition ? Condition(condition, faults, "a rule's if") : new())
        {
            Team = section.Optional("team"),
            IssueType = section.Optional("issue_type"),
            Never = section.Texts("never"),
            NeverAct = section.Flag("never_act"),
        };
        lines.Set($"rule {rule.Name}", section.Line);
        if (rule.If.IsEmpty)
            faults.Add(section.LineOf("if"), $"rule {rule.Name} needs 'if' with a condition; for all alerts write if: {{ sources: ['*'] }}");
        if (rule is { Team: null, IssueType: null, Never.Count: 0, NeverAct: false })
            faults.Add(section.Line, $"rule {rule.Name} does nothing; it needs team, issue_type, never or never_act");
        return rule;
    }

    /// <summary>Planned maintenance.</summary>
    public static Mute Maintenance(YamlNode node, YamlFaults faults, DirectoryLines lines)
    {
        var section = new YamlSection(node, faults, "a maintenance", "name", "because", "time_zone", "from", "until", "if");
        var zone = section.Node("time_zone") is null ? TimeZoneInfo.Utc : section.TimeZone("time_zone");
        var (from, until) = (InZone(section.LocalTime("from"), zone), InZone(section.LocalTime("until"), zone));
        var maintenance = new Mute(section.Text("name"), section.Node("if") is { } condition ? Condition(condition, faults, "a maintenance's if") : new(), section.Text("because", ""), Mute.ByDirectory, from, until);
        lines.Set($"maintenance {maintenance.Id}", section.Line);
        if (maintenance.If.IsEmpty)
            faults.Add(section.LineOf("if"), $"maintenance {maintenance.Id} needs 'if' with a condition; for all alerts write if: {{ sources: ['*'] }}");
        if (until <= from)
            faults.Add(section.LineOf("until"), $"maintenance {maintenance.Id} ends before it begins");
        return maintenance;
    }

    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));

    private static AskedOfAnswers Asked(YamlSection section, AskedOfAnswers otherwise, YamlFaults faults)
    {
        var hasPrecision = section.Node("act_precision") is not null || section.Node("suggest_precision") is not null;
        if (section.Node("costs") is { } costs)
            return hasPrecision ? section.Fault("costs", "cannot stand beside precisions: thresholds follow from the one or the other", otherwise) : otherwise with { Costs = Costs(costs, faults) };
        if (!hasPrecision)
            return otherwise;
        var act = section.Number("act_precision", otherwise.ActPrecision, IsShare, "a share above 0 and below 1, such as 0.9");
        var suggest = section.Number("suggest_precision", Math.Min(otherwise.SuggestPrecision, act), IsShare, "a share above 0 and below 1, such as 0.6");
        return suggest <= act ? new(act, suggest) : section.Fault("suggest_precision", "must not be above act_precision", otherwise);
    }

    private static DecisionCosts? Costs(YamlNode node, YamlFaults faults)
    {
        var section = new YamlSection(node, faults, "costs", "wrong_page", "triage", "miss", "review");
        section.Text("wrong_page");
        section.Text("triage");
        var wrongPage = section.Number("wrong_page", 1, v => v > 0, "a number above 0");
        var triage = section.Number("triage", 1, v => v > 0, "a number above 0");
        var miss = section.Number("miss", 0, v => v >= 0, "a number, 0 or above");
        var review = section.Number("review", triage * ReviewShare, v => v > 0 && v <= triage, "a number above 0 and not above triage");
        return new(wrongPage, triage, miss, review);
    }

    private static RuleCondition Condition(YamlNode node, YamlFaults faults, string what)
    {
        var section = new YamlSection(node, faults, what, "labels", "text", "sources", "severities", "teams", "issue_types");
        var condition = new RuleCondition
        {
            Labels = section.Pairs("labels"),
            Text = section.Texts("text"),
            Sources = section.Texts("sources"),
            Severities = section.Severities("severities"),
            Teams = section.Texts("teams"),
            IssueTypes = section.Texts("issue_types"),
        };
        if (condition.Text.Any(string.IsNullOrWhiteSpace))
            section.Fault("text", "has an empty phrase", 0);
        if (condition.Labels.Any(l => l.Key.Length == 0 || l.Value.Length == 0))
            section.Fault("labels", "needs a value for each label; * stands for anything", 0);
        return condition;
    }

    private static bool IsShare(double value) => value is > 0 and < 1;
}
