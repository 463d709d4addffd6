using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.Api.Chat.Slack;

/// <summary>A block of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SlackHeader), "header")]
[JsonDerivedType(typeof(SlackSection), "section")]
[JsonDerivedType(typeof(SlackContext), "context")]
internal abstract record SlackBlock;

internal sealed record SlackHeader(SlackPlainText Text) : SlackBlock;

internal sealed record SlackSection(SlackPlainText Text) : SlackBlock;

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

    /// <summary>The complete plain text, with the three characters escaped that begin Slack's own marks.</summary>
    public static string Text(ChatMessage message) => Cut(
        message.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal), MaxText);

    /// <summary>The blocks as JSON; null where the text alone will do.</summary>
    public static string? Blocks(ChatMessage message)
    {
        IReadOnlyList<SlackBlock> blocks = [.. message.Blocks.SelectMany(BlocksOf).Take(MaxBlocks)];
        return blocks.Count == 0 ? null : JsonSerializer.Serialize(blocks, SlackJson.Default.IReadOnlyListSlackBlock);
    }

    private static IEnumerable<SlackBlock> BlocksOf(ChatBlock block) => block switch
    {
        BriefBlock brief => [new SlackHeader(new(Cut(brief.Heading, MaxHeader))), .. Sections(brief.Lines)],
        NoticeBlock notice => [new SlackContext([new(Cut(notice.Text, MaxSection))])],
        _ => [],        // buttons need an address that Slack can call; every answer can be typed
    };

    /// <summary>Lines gathered into as few sections as hold them.</summary>
    private static IEnumerable<SlackSection> Sections(IReadOnlyList<string> lines)
    {
        var gathered = "";
        foreach (var line in lines.Where(l => l.Length > 0).Select(l => Cut(l, MaxSection)))
        {
            if (gathered.Length + 1 + line.Length > MaxSection)
            {
                yield return new(new(gathered));
                gathered = "";
            }
            gathered = gathered.Length == 0 ? line : $"{gathered}\n{line}";
        }
        if (gathered.Length > 0)
            yield return new(new(gathered));
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
