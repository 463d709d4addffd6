using Classifier.Alerts;

namespace Classifier.Training.Samples;

/// <summary>The fields that a tool or a form adds to a ticket's text. As in real life some are missing and a few are wrong.</summary>
internal static class TicketLabels
{
    private static readonly string[] Forms = ["portal", "email", "phone", "chat"];

    public static SortedDictionary<string, string> For(TicketPlan plan, TicketText text, Random random)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("source", plan.IsMachine ? plan.Voice.Settings["tool"] : Forms.Pick(random), 1);
        Add("service", Service(plan, random), plan.IsMachine ? 0.92 : 0.7);
        Add("host", text.Host, plan.IsMachine ? 0.85 : 0.2);
        if (plan.IsMachine && random.Next(2) == 0)
            Add("region", plan.Place.Region, 0.6);
        else
            Add("site", text.Site, 0.6);
        if (text.AlertName is { } name)
            Add("alertname", name, 1);
        else
            Add("department", plan.Author.Desk, 0.6);
        Add(SeverityLabel(plan), SeverityWord(plan), 0.8);
        Add("env", "prod", plan.IsMachine ? 0.5 : 0);
        return labels;

        void Add(string key, string value, double probability)
        {
            if (random.Happens(probability))
                labels[key] = value;
        }
    }

    /// <summary>Now and then somebody picks the shop because it stands first in the form.</summary>
    private static string Service(TicketPlan plan, Random random) => !plan.IsMachine && random.Happens(0.07) ? "shop-web" : plan.Seen.Key;

    private static string SeverityLabel(TicketPlan plan) => plan.Voice.Settings.GetValueOrDefault("tool") switch
    {
        "datadog" or null => "priority",
        _ => "severity",
    };

    /// <summary>How bad it is in the words of the tool, or of the form that people fill in.</summary>
    public static string SeverityWord(TicketPlan plan) => plan.Voice.Settings.GetValueOrDefault("tool") switch
    {
        "zabbix" => plan.Severity switch { Severity.Critical => "Disaster", Severity.High => "High", Severity.Medium => "Average", _ => "Information" },
        "icinga" => plan.Severity switch { Severity.Critical or Severity.High => "CRITICAL", Severity.Medium => "WARNING", _ => "OK" },
        "alertmanager" => plan.Severity switch { Severity.Critical => "critical", Severity.High => "error", Severity.Medium => "warning", _ => "info" },
        "datadog" or null => $"P{5 - (int)plan.Severity}",
        _ => plan.Severity.Word(),
    };
}
