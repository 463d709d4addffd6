using System.Globalization;
using System.Text.Json.Serialization;
using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>A form (https://api.slack.com/reference/surfaces/views).</summary>
internal sealed record SlackModal(string CallbackId, string PrivateMetadata, SlackPlainText Title, SlackPlainText Submit, SlackPlainText Close, IReadOnlyList<SlackInput> Blocks, string Type = "modal")
{
    /// <summary>The form that names another owner.</summary>
    public const string Reassign = "reassign";

    /// <summary>Its blocks, and the elements within them.</summary>
    public const string Team = "team";

    /// <summary>Why.</summary>
    public const string Because = "because";

    // Block Kit reference: a static select has 100 options at most, of 75 characters each.
    private const int MaxOptions = 100;
    private const int MaxOption = 75;

    /// <summary>Asks for the owner of an incident.</summary>
    public static SlackModal ForOwner(Incident incident, ResponderDirectory directory) => new(
        Reassign, incident.Number.ToString(CultureInfo.InvariantCulture), new("Another owner"), new("Reassign"), new("Cancel"),
        [
            new(Team, new($"Who owns {incident.Id}?"), new SlackSelect(Team, [.. directory.Parts.Teams.Take(MaxOptions).Select(t => new SlackOption(new(SlackMessages.Cut(t.Name, MaxOption)), t.Key))])),
            new(Because, new("Because"), new SlackTextInput(Because), Optional: true),
        ]);
}

/// <summary>A field of a form.</summary>
internal sealed record SlackInput(string BlockId, SlackPlainText Label, SlackElement Element, bool Optional = false, string Type = "input");

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SlackSelect), "static_select")]
[JsonDerivedType(typeof(SlackTextInput), "plain_text_input")]
internal abstract record SlackElement;

internal sealed record SlackSelect(string ActionId, IReadOnlyList<SlackOption> Options) : SlackElement;

internal sealed record SlackTextInput(string ActionId, int MaxLength = 1000) : SlackElement;
