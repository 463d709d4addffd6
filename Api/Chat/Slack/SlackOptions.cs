using Classifier.Api.Identity;

namespace Classifier.Api.Chat.Slack;

/// <summary>Section <c>Chat:Slack</c> of the configuration.</summary>
internal sealed record SlackOptions
{
    /// <summary>The bot's token, <c>xoxb-…</c>.</summary>
    public string? BotToken { get; init; }

    /// <summary>A file that holds the token, for secrets that are mounted; <see cref="BotToken"/> goes first.</summary>
    public string? BotTokenFile { get; init; }

    /// <summary>Where the Web API is.</summary>
    public Uri ApiUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>How long one call may take; afterwards it is not known whether it had an effect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the published limits are multiplied by; a workspace may have been granted more.</summary>
    public double LimitFactor { get; init; } = 1;

    /// <summary>The token.</summary>
    /// <exception cref="UnsafeDefaultsException">None is configured.</exception>
    public string Token() => BotToken is { Length: > 0 } token ? token
        : BotTokenFile is { Length: > 0 } file ? File.ReadAllText(file).Trim()
        : throw new UnsafeDefaultsException("Chat:Connectors names slack, but neither Chat:Slack:BotToken nor Chat:Slack:BotTokenFile is set.");
}
