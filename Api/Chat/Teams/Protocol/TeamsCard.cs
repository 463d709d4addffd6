using System.Text.Json.Serialization;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>An Adaptive Card (https://adaptivecards.io/explorer/AdaptiveCard.html).</summary>
/// <param name="Body">What it shows.</param>
/// <param name="FallbackText">For clients that show no cards.</param>
/// <param name="Msteams">Teams' own part.</param>
/// <param name="Type">What it is.</param>
/// <param name="Version">The newest that every client of Teams shows.</param>
internal sealed record TeamsCard(IReadOnlyList<TeamsElement> Body, string FallbackText, TeamsCardLayout Msteams, string Type = "AdaptiveCard", string Version = "1.4")
{
    /// <summary>As attachments name it.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>What stands at the end, for forms.</summary>
    public IReadOnlyList<TeamsAction>? Actions { get; init; }
}

/// <summary>Teams' own part of a card.</summary>
/// <param name="Entities">Who is mentioned by which words; null for nobody.</param>
/// <param name="Width">All that there is.</param>
internal sealed record TeamsCardLayout(IReadOnlyList<TeamsMention>? Entities = null, string Width = "Full");

/// <summary>Somebody who is mentioned.</summary>
/// <param name="Text">The words that do, <c>&lt;at&gt;Ann Berg&lt;/at&gt;</c>.</param>
/// <param name="Mentioned">Who.</param>
/// <param name="Type">What it is.</param>
internal sealed record TeamsMention(string Text, TeamsPerson Mentioned, string Type = "mention");

internal sealed record TeamsPerson(string? Id, string? Name);

/// <summary>A part of a card.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TeamsLine), "RichTextBlock")]
[JsonDerivedType(typeof(TeamsMarkedText), "TextBlock")]
[JsonDerivedType(typeof(TeamsActionSet), "ActionSet")]
[JsonDerivedType(typeof(TeamsChoices), "Input.ChoiceSet")]
[JsonDerivedType(typeof(TeamsTextInput), "Input.Text")]
internal abstract record TeamsElement
{
    /// <summary>What it is found by; null for none.</summary>
    [JsonPropertyOrder(-1)]
    public string? Id { get; init; }
}

/// <summary>A line in which nothing is read as markup: what an alert says can mention nobody and link nowhere.</summary>
internal sealed record TeamsLine(IReadOnlyList<TeamsRun> Inlines) : TeamsElement
{
    /// <summary>How far from what is above; null for the usual.</summary>
    public string? Spacing { get; init; }
}

internal sealed record TeamsRun(string Text, string? Weight = null, string? Size = null, bool? IsSubtle = null, string Type = "TextRun");

/// <summary>Text in which markup is read: for mentions alone.</summary>
internal sealed record TeamsMarkedText(string Text, bool Wrap = true) : TeamsElement;

/// <summary>Buttons.</summary>
internal sealed record TeamsActionSet(IReadOnlyList<TeamsAction> Actions) : TeamsElement;

/// <summary>One of several to choose.</summary>
internal sealed record TeamsChoices(string Label, IReadOnlyList<TeamsChoice> Choices, string Style = "filtered", bool IsRequired = true, string ErrorMessage = "Choose one.") : TeamsElement;

internal sealed record TeamsChoice(string Title, string Value);

internal sealed record TeamsTextInput(string Label, int MaxLength = 1000, bool IsMultiline = true) : TeamsElement;

/// <summary>A button; its data come back to us.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TeamsExecute), "Action.Execute")]
[JsonDerivedType(typeof(TeamsSubmit), "Action.Submit")]
internal abstract record TeamsAction(string Title, TeamsData Data);

/// <summary>Pressed, it is answered to whoever pressed alone; where a client does not know it, it is as if it were said.</summary>
internal sealed record TeamsExecute(string Title, TeamsData Data, TeamsAction? Fallback, string Verb = "command") : TeamsAction(Title, Data);

/// <summary>Pressed, a form is opened, or sent.</summary>
internal sealed record TeamsSubmit(string Title, TeamsData Data) : TeamsAction(Title, Data);

/// <summary>What a button brings back.</summary>
/// <param name="Command">What it runs, as one would type it; null for a form's.</param>
internal sealed record TeamsData(string? Command)
{
    /// <summary>Opens a form; null for none.</summary>
    public TeamsDialogMark? Msteams { get; init; }

    /// <summary>Number of the incident that a form is about.</summary>
    public long? Incident { get; init; }

    /// <summary>What was chosen in a form.</summary>
    public string? Team { get; init; }

    /// <summary>What was written in a form.</summary>
    public string? Because { get; init; }
}

/// <summary>Says that a form is wanted.</summary>
internal sealed record TeamsDialogMark(string Type = TeamsDialogMark.Fetch)
{
    public const string Fetch = "task/fetch";
}
