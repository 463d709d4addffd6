using System.Text.RegularExpressions;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>A directory whose people are in the workspace.</summary>
/// <param name="Yaml">The file.</param>
/// <param name="Users">Slack's ids of the people, by theirs.</param>
internal sealed partial record SlackDirectory(string Yaml, IReadOnlyDictionary<string, string> Users)
{
    /// <summary>Gives everybody a handle.</summary>
    /// <param name="yaml">A directory.</param>
    /// <param name="slack">Where they are.</param>
    /// <param name="own">Stands behind the names of the standing channels, where the workspace is shared; else empty.</param>
    public static SlackDirectory Of(string yaml, SlackWorkspace slack, string own = "")
    {
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        var free = new Queue<string>(slack.People(60));
        var given = Person().Replace(yaml, match =>
        {
            var user = users[match.Groups["id"].Value] = free.Dequeue();
            var entry = match.Groups["entry"].Value;
            return entry.Contains("handles: { ", StringComparison.Ordinal)
                ? entry.Replace("handles: { ", $"handles: {{ slack: {user}, ", StringComparison.Ordinal) + " }"
                : $"{entry}, handles: {{ slack: {user} }} }}";
        });
        return new(given.Replace("channel: triage", $"channel: triage{own}", StringComparison.Ordinal).Replace("channel: security-triage", $"channel: security-triage{own}", StringComparison.Ordinal), users);
    }

    /// <summary>Who somebody in Slack is; null for nobody of the directory.</summary>
    public string? PersonOf(string user) => Users.FirstOrDefault(u => u.Value == user).Key;

    /// <summary>The settings of a service in the workspace.</summary>
    public static Dictionary<string, string> Settings(SlackWorkspace slack, params string[] connectors)
    {
        var settings = new Dictionary<string, string>
        {
            ["Chat:Slack:BotToken"] = slack.BotToken,
            ["Chat:Slack:SigningSecret"] = SlackDeliveries.Secret,
            ["Chat:Slack:ApiUrl"] = slack.Proxy.ApiUrl.ToString(),
            ["Chat:Slack:LimitFactor"] = "1000",
        };
        foreach (var (name, i) in connectors.Select((name, i) => (name, i)))
            settings[$"Chat:Connectors:{i}"] = name;
        return settings;
    }

    [GeneratedRegex(@"(?<entry>\{ id: (?<id>[\w.]+), .*) \}(?=\s*$)", RegexOptions.Multiline)]
    private static partial Regex Person();
}
