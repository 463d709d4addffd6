using System.Net;
using System.Text.RegularExpressions;
using Classifier.Api.Commands;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>What people write in Teams, as they see it.</summary>
internal static partial class TeamsMarkup
{
    /// <summary>Marks become what is shown, and a mention of our bot becomes <c>@classifier</c>.</summary>
    public static string Plain(TeamsActivity activity)
    {
        var text = activity.Text ?? "";
        foreach (var mention in Mentions(activity))
        {
            var shown = IsBot(activity, mention) ? $"@{CommandGrammar.BotName} " : mention.Mentioned?.Name ?? "";
            if (mention.Text is { Length: > 0 } mark)
                text = text.Replace(mark, shown, StringComparison.Ordinal);
            else if (mention.Mentioned?.Name is { Length: > 0 } name)       // some clients do not say which words it is
                text = text.Replace($"<at>{name}</at>", shown, StringComparison.Ordinal);
        }
        return OfHtml(text);
    }

    /// <summary>The words of HTML.</summary>
    public static string OfHtml(string? html) => WebUtility.HtmlDecode(Tag().Replace(Break().Replace(html ?? "", "\n"), "")).Replace('\u00A0', ' ').Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    /// <summary>Whether our bot is mentioned.</summary>
    public static bool IsToBot(TeamsActivity activity) => Mentions(activity).Any(m => IsBot(activity, m));

    private static IEnumerable<TeamsEntity> Mentions(TeamsActivity activity) => (activity.Entities ?? []).Where(e => e.Type == "mention");

    private static bool IsBot(TeamsActivity activity, TeamsEntity mention) => activity.Recipient?.Id is { Length: > 0 } self && mention.Mentioned?.Id == self;

    [GeneratedRegex(@"<br\s*/?>|</p>|</div>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>")]
    private static partial Regex Tag();
}
