using System.Net;
using System.Text.RegularExpressions;
using Classifier.Api.Commands;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>What people write in Slack, as they see it (https://api.slack.com/reference/surfaces/formatting).</summary>
internal static partial class SlackMarkup
{
    /// <summary>Marks become what is shown, and a mention of our bot becomes <c>@classifier</c>.</summary>
    /// <param name="text">As Slack sends it.</param>
    /// <param name="bot">Our bot's user id.</param>
    public static string Plain(string? text, string bot) => WebUtility.HtmlDecode(Mark().Replace(text ?? "", match => Shown(match, bot))).Trim();

    private static string Shown(Match match, string bot)
    {
        var (target, label) = (match.Groups["target"].Value, match.Groups["label"].Value);
        if (target == $"@{bot}")
            return $"@{CommandGrammar.BotName}";
        return label.Length > 0 ? label : target.TrimStart('!');
    }

    [GeneratedRegex(@"<(?<target>[^<>|]+)(?:\|(?<label>[^<>]*))?>")]
    private static partial Regex Mark();
}
