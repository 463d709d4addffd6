using Classifier.Api.Intake;

namespace Classifier.Api.Tests.Sources;

/// <summary>The words that vendors document for how bad and whether it is over, each put into a payload of theirs.</summary>
public sealed class VendorWordsTests
{
    private static readonly SourceCatalog Shipped = SourceCatalog.Load(new(Path.GetTempPath()));

    [Theory]
    [InlineData("azure-monitor/common-schema-metric-resolved.json", "/data/essentials/severity", "Sev0 critical, Sev1 high, Sev2 medium, Sev3 low, Sev4 info")]
    [InlineData("azure-monitor/legacy-metric-static-threshold.json", "/data/context/severity", "0 critical, 1 high, 2 medium, 3 low, 4 info")]
    [InlineData("zabbix/webhook-average.json", "/severity", "Disaster critical, High high, Average medium, Warning low, Information info, Not_classified medium")]
    [InlineData("pagerduty/v3-incident-triggered.json", "/event/data/urgency", "high high, low low")]
    [InlineData("opsgenie/create.json", "/alert/priority", "1 critical, 2 high, 3 medium, 4 low, 5 info")]
    [InlineData("sentry/issue-created.json", "/data/issue/level", "fatal critical, error high, warning medium, info info, debug info")]
    [InlineData("statuspage/incident-created.json", "/incident/impact", "none low, minor medium, major high, critical critical, maintenance ignored")]
    [InlineData("newrelic/workflow-activated.json", "/priority", "CRITICAL critical, HIGH high, MEDIUM medium, LOW low")]
    [InlineData("graylog/event-notification-keep.json", "/event/priority", "1 low, 2 medium, 3 high, 4 critical")]
    [InlineData("site24x7/down.json", "/STATUS", "DOWN critical, CRITICAL high, TROUBLE medium")]
    [InlineData("pingdom/down.json", "/importance_level", "HIGH high, LOW low")]
    [InlineData("jira/webhook-issue-created.json", "/issue/fields/priority/name", "Highest critical, High high, Medium medium, Low low, Lowest low, Blocker critical, Major high, Minor low, Trivial low")]
    [InlineData("github/code-scanning-alert-created.json", "/alert/rule/severity", "error high, warning medium, note low, none low")]
    [InlineData("nagios-family/icinga2-notification-env.json", "/STATE", "CRITICAL critical, DOWN critical, WARNING medium, UNKNOWN medium")]
    public void Severity_InTheVendorsWords_IsOurs(string payload, string at, string words)
    {
        foreach (var (word, expected) in Pairs(words))
            Assert.Equal((word, expected), (word, Is(payload, at, word, "severity")));
    }

    [Theory]
    [InlineData("pagerduty/v3-incident-triggered.json", "/event/event_type",
        "incident.triggered firing, incident.reopened firing, incident.resolved resolved, incident.acknowledged ignored, incident.annotated ignored, incident.reassigned ignored, incident.priority_updated ignored")]
    [InlineData("opsgenie/create.json", "/action", "Create firing, Close resolved, Delete resolved, Acknowledge ignored, UnAcknowledge ignored, AddNote ignored, AssignOwnership ignored, AddTags ignored")]
    [InlineData("newrelic/workflow-activated.json", "/state", "CREATED firing, ACTIVATED firing, CLOSED resolved, ACKNOWLEDGED ignored")]
    [InlineData("newrelic/classic-incident-alerta.json", "/current_state", "open firing, closed resolved, acknowledged ignored")]
    [InlineData("azure-monitor/common-schema-metric-resolved.json", "/data/essentials/monitorCondition", "Fired firing, Resolved resolved")]
    [InlineData("azure-monitor/legacy-metric-static-threshold.json", "/data/status", "Activated firing, Deactivated resolved")]
    [InlineData("aws-cloudwatch-sns/sns-alarm-notification.json", "/Message/NewStateValue", "ALARM firing, OK resolved, INSUFFICIENT_DATA ignored")]
    [InlineData("gcp-monitoring/stackdriver-open.json", "/incident/state", "open firing, OPEN firing, closed resolved, CLOSED resolved")]
    [InlineData("grafana/legacy-ok-alerta.json", "/state", "ok resolved, alerting firing, no_data firing, paused ignored, pending ignored")]
    [InlineData("grafana/unified-v11-values.json", "/alerts/0/status", "firing firing, resolved resolved")]
    [InlineData("sentry/issue-created.json", "/action", "created firing, unresolved firing, resolved resolved, assigned ignored, archived ignored, ignored ignored")]
    [InlineData("zabbix/webhook-average.json", "/status", "PROBLEM firing, RESOLVED resolved, OK resolved")]
    [InlineData("nagios-family/icinga2-notification-env.json", "/TYPE",
        "PROBLEM firing, RECOVERY resolved, ACKNOWLEDGEMENT ignored, DOWNTIMESTART ignored, DOWNTIMEEND ignored, FLAPPINGSTART ignored, FLAPPINGEND ignored, CUSTOM ignored")]
    [InlineData("github/workflow-run-completed.json", "/workflow_run/conclusion", "success resolved, failure firing, timed_out firing, startup_failure firing, cancelled ignored, skipped ignored, neutral ignored, action_required ignored, stale ignored")]
    [InlineData("github/check-run-completed.json", "/check_run/conclusion", "success resolved, failure firing, timed_out firing, cancelled ignored, skipped ignored, neutral ignored, action_required ignored, stale ignored")]
    [InlineData("github/workflow-run-completed.json", "/action", "completed resolved, requested ignored, in_progress ignored")]
    [InlineData("github/issues-opened.json", "/action", "opened firing, reopened firing, closed resolved, assigned ignored, labeled ignored, edited ignored, milestoned ignored")]
    [InlineData("github/code-scanning-alert-created.json", "/action", "created firing, reopened firing, reopened_by_user firing, appeared_in_branch firing, fixed resolved, closed_by_user resolved, updated_assignment ignored")]
    [InlineData("jira/webhook-issue-created.json", "/webhookEvent", "jira:issue_created firing, jira:issue_updated firing, jira:issue_deleted resolved, comment_created ignored, worklog_updated ignored")]
    [InlineData("jira/webhook-issue-updated-raised-priority.json", "/issue_event_type_name", "issue_updated firing, issue_generic firing, issue_assigned ignored, issue_commented ignored, issue_work_logged ignored")]
    [InlineData("pingdom/up.json", "/current_state", "UP resolved, DOWN firing")]
    [InlineData("site24x7/down.json", "/STATUS", "DOWN firing, TROUBLE firing, CRITICAL firing, UP resolved")]
    [InlineData("statuspage/incident-created.json", "/incident/status", "investigating firing, identified firing, monitoring firing, resolved resolved, postmortem resolved, scheduled ignored, in_progress ignored, verifying ignored, completed ignored")]
    public void Status_InTheVendorsWords_IsOurs(string payload, string at, string words)
    {
        foreach (var (word, expected) in Pairs(words))
            Assert.Equal((word, expected), (word, Is(payload, at, word, "status")));
    }

    private static string Is(string payload, string pointer, string word, string field)
    {
        var golden = GoldenCase.All.First(c => c.Payload == payload);
        var mapped = golden.Map(Shipped.Find(golden.Source)!, PayloadMutation.With(golden.Json, pointer, word));
        return mapped.Alerts.Count == 0 ? "ignored" : GoldenCase.FieldsOf(mapped.Alerts[0])[field];
    }

    private static IEnumerable<(string Word, string Expected)> Pairs(string words) => words.Split(", ").Select(p => p.Split(' ')).Select(p => (p[0].Replace('_', p[0] == "Not_classified" ? ' ' : '_'), p[1]));
}
