using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Commands;
using Classifier.Api.Identity;

namespace Classifier.Api.Chat.Xmpp;

/// <summary>Section <c>Chat:Xmpp</c> of the configuration.</summary>
internal sealed record XmppOptions
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromHours(23);      // what was done is known for a day

    /// <summary>Where the server takes XMPP over WebSocket (RFC 7395); <c>ws</c> on this machine alone, else <c>wss</c>.</summary>
    public Uri? Url { get; init; }

    /// <summary>The bot's address, e.g. <c>classifier@example.org</c>.</summary>
    public string? Address { get; init; }

    /// <summary>The bot's password.</summary>
    public string? Password { get; init; }

    /// <summary>A file that holds the password, for secrets that are mounted; <see cref="Password"/> goes first.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Address of the service that keeps rooms; without it, <c>conference.</c> and the domain of <see cref="Address"/>.</summary>
    public string? Rooms { get; init; }

    /// <summary>What the bot is called in rooms, and is mentioned by.</summary>
    public string Nick { get; init; } = CommandGrammar.BotName;

    /// <summary>How long one call may take; afterwards it is not known whether it had an effect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far back what was written while we were away is still carried out, up to 23 hours.</summary>
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The settings as they are used.</summary>
    /// <exception cref="UnsafeDefaultsException">Something is missing, or would be sent in the clear.</exception>
    public XmppAccount Account()
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" } url)
            throw new UnsafeDefaultsException("Chat:Connectors names xmpp, but Chat:Xmpp:Url is no ws or wss address.");
        if (url.Scheme == "ws" && !url.IsLoopback)
            throw new UnsafeDefaultsException("Chat:Xmpp:Url is not encrypted: ws is taken on this machine alone; use wss.");
        if (XmppAddress.Parse(Address) is not { Local: not null, Resource: null } bot)
            throw new UnsafeDefaultsException("Chat:Connectors names xmpp, but Chat:Xmpp:Address is no address like classifier@example.org.");
        var password = Password is { Length: > 0 } ? Password : PasswordFile is { Length: > 0 } ? File.ReadAllText(PasswordFile).Trim() : "";
        if (password.Length == 0)
            throw new UnsafeDefaultsException("Chat:Connectors names xmpp, but neither Chat:Xmpp:Password nor Chat:Xmpp:PasswordFile is set.");
        if (CatchUp < TimeSpan.Zero || CatchUp > LongestCatchUp)
            throw new UnsafeDefaultsException("Chat:Xmpp:CatchUp is between nothing and 23 hours.");
        return new(url, bot, password, XmppAddress.Parse(Rooms ?? $"conference.{bot.Domain}")?.Bare ?? throw new UnsafeDefaultsException("Chat:Xmpp:Rooms is no address."), Nick, Timeout);
    }
}

/// <summary>Who the bot is, and where.</summary>
/// <param name="Url">Of the WebSocket.</param>
/// <param name="Bot">The bot's bare address.</param>
/// <param name="Password">The bot's password.</param>
/// <param name="Rooms">Domain of the rooms.</param>
/// <param name="Nick">The bot's name in rooms.</param>
/// <param name="Timeout">Longest wait for an answer.</param>
internal sealed record XmppAccount(Uri Url, XmppAddress Bot, string Password, string Rooms, string Nick, TimeSpan Timeout)
{
    /// <inheritdoc />
    public override string ToString() => $"{Bot.Bare} at {Url}";       // never the password
}
