using System.Text.Json.Serialization;

namespace Classifier.Api.Chat;

/// <summary>A message as the service writes it: plain text that is complete, and blocks that look better where the tool can.</summary>
/// <param name="Text">Plain text, complete.</param>
/// <param name="Blocks">Structured form; empty where the text will do.</param>
/// <param name="Marker">Makes a repeated post the same post; null where a repeat is another one.</param>
public sealed record ChatMessage(string Text, IReadOnlyList<ChatBlock> Blocks, string? Marker = null)
{
    /// <summary>An earlier attempt may have posted it unseen: looked for before it is posted.</summary>
    public bool MayExist { get; init; }

    /// <summary>Plain text alone.</summary>
    public static ChatMessage Plain(string text, string? marker = null) => new(text, [], marker);
}

/// <summary>A part of a message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "block")]
[JsonDerivedType(typeof(BriefBlock), "brief")]
[JsonDerivedType(typeof(TextBlock), "text")]
[JsonDerivedType(typeof(NoticeBlock), "notice")]
[JsonDerivedType(typeof(ButtonsBlock), "buttons")]
public abstract record ChatBlock;

/// <summary>What is known about an incident.</summary>
/// <param name="Heading">What and whose.</param>
/// <param name="Trust">The model's trust; null when a person answered or none is loaded.</param>
/// <param name="ActThreshold">What the team needs.</param>
/// <param name="SuggestThreshold">What a suggestion needs.</param>
/// <param name="Lines">Reasons, alternatives, similar incidents, what one can type.</param>
public sealed record BriefBlock(string Heading, double? Trust, double ActThreshold, double SuggestThreshold, IReadOnlyList<string> Lines) : ChatBlock;

/// <summary>What is said, in lines of its own.</summary>
/// <param name="Text">In words.</param>
public sealed record TextBlock(string Text) : ChatBlock;

/// <summary>Something that happened, shown small.</summary>
/// <param name="Kind">Which sign: <c>joined</c>, <c>left</c>, <c>owner</c>, <c>topic</c>, <c>state</c>.</param>
/// <param name="Text">In words.</param>
public sealed record NoticeBlock(string Kind, string Text) : ChatBlock;

/// <summary>Answers to pick.</summary>
/// <param name="Buttons">Each runs a command.</param>
public sealed record ButtonsBlock(IReadOnlyList<ChatButton> Buttons) : ChatBlock;

/// <summary>One answer to pick.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Command">What it runs, as one would type it.</param>
public sealed record ChatButton(string Label, string Command);
