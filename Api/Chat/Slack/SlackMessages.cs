using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Alerts;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Slack;

/// <summary>A block of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SlackHeader), "header")]
[JsonDerivedType(typeof(SlackSection), "section")]
[JsonDerivedType(typeof(SlackContext), "context")]
[JsonDerivedType(typeof(SlackActions), "actions")]
internal abstract record SlackBlock;

internal sealed record SlackHeader(SlackPlainText Text) : SlackBlock;

internal sealed record SlackSection(SlackPlainText Text) : SlackBlock;

internal sealed record SlackActions(IReadOnlyList<SlackButton> Elements) : SlackBlock;

/// <summary>A button; what it runs comes back to us with it.</summary>
internal sealed record SlackButton(SlackPlainText Text, string ActionId, string Value, string Type = "button");

internal sealed record SlackContext(IReadOnlyList<SlackPlainText> Elements) : SlackBlock;

/// <summary>Text that Slack reads no markup in: what an alert says can mention nobody and link nowhere.</summary>
internal sealed record SlackPlainText(string Text, string Type = "plain_text", bool Emoji = false);

/// <summary>Our messages as Slack shows them.</summary>
internal static class SlackMessages
{
    /// <summary>Characters of a message's text beyond which Slack cuts it (chat.postMessage, "Truncating content").</summary>
    public const int MaxText = 40_000;

    // Block Kit reference: header 150, section 3,000, 50 blocks a message.
    private const int MaxHeader = 150;
    private const int MaxSection = 3_000;
    private const int MaxBlocks = 50;
    private const int MaxButton = 75;
    private const int MaxValue = 2_000;

    /// <summary>The plain text, as much as Slack takes.</summary>
    public static string Text(ChatMessage message) => Escaped(message.Text, MaxText);

    /// <summary>The text, or as much of it as has room, with the three characters escaped that begin Slack's own marks: it mentions nobody and hides no link.</summary>
    public static string Escaped(string plain, int most)
    {
        var text = plain.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        if (text.Length <= most)
            return text;
        // Not within an escape, which each & begins.
        var mark = text.LastIndexOf('&', most - 2);
        return Cut(text, mark >= 0 && text.IndexOf(';', mark) >= most - 1 ? mark + 1 : most);
    }

    /// <summary>The blocks as JSON; null where the text alone will do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hasButtons">What people press reaches us; else they type.</param>
    public static string? Blocks(ChatMessage message, bool hasButtons)
    {
        IReadOnlyList<SlackBlock> blocks = [.. message.Blocks.Where(b => hasButtons || b is not ButtonsBlock).SelectMany(BlocksOf).Take(MaxBlocks)];
        return blocks.Count == 0 ? null : JsonSerializer.Serialize(blocks, SlackJson.Default.IReadOnlyListSlackBlock);
    }

    private static IEnumerable<SlackBlock> BlocksOf(ChatBlock block) => block switch
    {
        BriefBlock brief => [new SlackHeader(new(Cut(brief.Heading, MaxHeader))), .. Sections(brief.Lines)],
        TextBlock said => Sections(said.Text.Split('\n')),
        NoticeBlock notice => [new SlackContext([new(Cut(notice.Text, MaxSection))])],
        ButtonsBlock { Buttons: { Count: > 0 } buttons } => [new SlackActions([.. buttons.Select((b, i) => new SlackButton(new(Cut(b.Label, MaxButton)), $"command-{i}", Cut(b.Command, MaxValue))), .. OtherOwner(buttons)])],
        _ => [],
    };

    /// <summary>The button that asks for any other owner by a form; of the same incident as the answers beside it. A question has no incident yet.</summary>
    private static IEnumerable<SlackButton> OtherOwner(IReadOnlyList<ChatButton> buttons)
    {
        var about = buttons[0].Command.Split(' ').ElementAtOrDefault(1);
        if (OwnerQuestion.NumberOf(about) is null)
            yield return new(new("Another owner …"), SlackModal.Reassign, Incident.NumberOf(about) is null ? SlackModal.Reassign : $"{SlackModal.Reassign} {about}");
    }

    /// <summary>Lines gathered into as few sections as hold them.</summary>
    private static IEnumerable<SlackSection> Sections(IReadOnlyList<string> lines)
    {
        var gathered = "";
        foreach (var line in lines.Where(l => l.Length > 0).Select(l => Cut(l, MaxSection)))
        {
            if (gathered.Length > 0 && gathered.Length + 1 + line.Length > MaxSection)
            {
                yield return new(new(gathered));
                gathered = "";
            }
            gathered = gathered.Length == 0 ? line : $"{gathered}\n{line}";
        }
        if (gathered.Length > 0)
            yield return new(new(gathered));
    }

    /// <summary>The text, or its beginning and a sign that more was there; never half a character.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : $"{AlertLimits.Keep(text, most - 1)}…";
}
