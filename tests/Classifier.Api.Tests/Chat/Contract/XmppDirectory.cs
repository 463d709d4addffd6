using System.Text.RegularExpressions;
using Classifier.Api.Tests.Chat.Prosody;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>A directory whose people have addresses on a Prosody, and the settings of a service there.</summary>
internal static partial class XmppDirectory
{
    /// <summary>Gives everybody a handle: the id at the server's domain.</summary>
    public static string Of(string yaml) => Person().Replace(yaml, match =>
    {
        var (entry, handle) = (match.Groups["entry"].Value, AddressOf(match.Groups["id"].Value));
        return entry.Contains("handles: { ", StringComparison.Ordinal)
            ? entry.Replace("handles: { ", $"handles: {{ xmpp: {handle}, ", StringComparison.Ordinal) + " }"
            : $"{entry}, handles: {{ xmpp: {handle} }} }}";
    });

    /// <summary>Somebody's address.</summary>
    public static string AddressOf(string person) => $"{person}@{ProsodyProcess.Domain}";

    /// <summary>Whose address it is.</summary>
    public static string PersonOf(string address) => address.Split('@')[0];

    /// <summary>The settings of a service.</summary>
    public static Dictionary<string, string> Settings(XmppWorkspace xmpp, params string[] connectors)
    {
        var settings = new Dictionary<string, string> { ["Chat:Xmpp:Url"] = xmpp.Bot.Url!.ToString(), ["Chat:Xmpp:Address"] = xmpp.Bot.Address!, ["Chat:Xmpp:Password"] = xmpp.Bot.Password! };
        foreach (var (name, i) in connectors.Select((name, i) => (name, i)))
            settings[$"Chat:Connectors:{i}"] = name;
        return settings;
    }

    [GeneratedRegex(@"(?<entry>\{ id: (?<id>[\w.]+), .*) \}(?=\s*$)", RegexOptions.Multiline)]
    private static partial Regex Person();
}
