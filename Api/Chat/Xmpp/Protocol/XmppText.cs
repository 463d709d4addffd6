using System.Text;
using System.Xml;
using Classifier.Alerts;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>Text that XML can carry.</summary>
internal static class XmppText
{
    /// <summary>The text without characters that no XML may hold, which are control characters and halves of others; its beginning and a sign where it is longer.</summary>
    public static string Clean(string text, int most)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
        }
        return clean.Length <= most ? clean.ToString() : $"{AlertLimits.Keep(clean.ToString(), most - 1)}…";
    }
}
