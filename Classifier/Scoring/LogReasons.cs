using Classifier.Alerts;
using Classifier.LogTemplates;

namespace Classifier.Scoring;

/// <summary>What is said of a log line that counted.</summary>
/// <param name="templates">What lines are matched against; null for none.</param>
/// <param name="owners">With whom templates were seen.</param>
internal sealed class LogReasons(LogTemplateSet? templates, TemplateOwners owners)
{
    private const int LongestTemplate = 200;

    /// <summary>Templates as each line alone would make them.</summary>
    public static LogReasons Plain { get; } = new(null, TemplateOwners.None);

    /// <summary>The line's template, with how often and with whom it was seen where that was counted. Lines that are alike get the same text.</summary>
    public string Of(string line)
    {
        if (templates?.Match(line) is not { } template)
            return AlertLimits.Keep(LogTemplate.TextOf(line), LongestTemplate);
        var text = AlertLimits.Keep(template.Text, LongestTemplate);
        return owners.Find(template.Id) is { } owner ? $"{text} ({owner})" : text;
    }
}
