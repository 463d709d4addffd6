using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp;

/// <summary>Our messages as XMPP carries them: plain text in one element, which mentions nobody and links nowhere.</summary>
internal static class XmppMessages
{
    /// <summary>Characters of a message. Servers take elements of 256 KiB, and a character needs up to five bytes.</summary>
    public const int MaxText = 20_000;

    /// <summary>Characters of a topic.</summary>
    public const int MaxTopic = 1_000;

    /// <summary>Stands before an answer that one can type.</summary>
    public const string AnswerSign = "▸ ";

    /// <summary>The text, and below it the answers to pick as one types them here.</summary>
    public static string Text(ChatMessage message)
    {
        var answers = message.Blocks.OfType<ButtonsBlock>().SelectMany(b => b.Buttons).Select(b => $"\n{AnswerSign}{b.Label}: !{b.Command}").ToList();
        var below = XmppText.Clean(string.Concat(answers), MaxText / 2);
        return XmppText.Clean(message.Text, MaxText - below.Length) + below;
    }

    /// <summary>What a message consists of.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id.</param>
    /// <param name="corrects">The message that it stands instead of; null for none.</param>
    public static IEnumerable<XElement> Content(ChatMessage message, string id, string? corrects = null)
    {
        yield return new(XmppNames.Client + "body", Text(message));
        yield return new(XmppNames.Ids + "origin-id", new XAttribute("id", id));
        if (corrects is not null)
            yield return new(XmppNames.Correction + "replace", new XAttribute("id", corrects));
    }

    /// <summary>A message's id: the same for the same post, so that it is found again.</summary>
    public static string IdOf(string room, string? marker) => marker is null ? XmppSession.NewId() : $"step-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{room}\n{marker}")))[..32]}";
}
