namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>Where in Teams something is said: a channel, a thread of it, or a conversation with one person.</summary>
/// <param name="Channel">The channel's id, <c>19:…@thread.tacv2</c>, or the conversation's.</param>
/// <param name="Root">Id of the message that the thread is below; null for none.</param>
internal sealed record TeamsPlace(string Channel, string? Root)
{
    private const string RootMark = ";messageid=";

    /// <summary>As the Bot Connector calls it.</summary>
    public string Conversation => Root is null ? Channel : $"{Channel}{RootMark}{Root}";

    /// <summary>Whether it is in a channel; else it is with one person, or several.</summary>
    public bool IsInChannel => Channel.StartsWith("19:", StringComparison.Ordinal) && (Channel.EndsWith("@thread.tacv2", StringComparison.Ordinal) || Channel.EndsWith("@thread.skype", StringComparison.Ordinal));

    /// <summary>Reads what the Bot Connector calls a conversation.</summary>
    public static TeamsPlace Of(string conversation) => conversation.Split(RootMark, 2) is [var channel, var root] ? new(channel, root) : new(conversation, null);
}
