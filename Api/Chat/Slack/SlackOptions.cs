using Classifier.Api.Identity;

namespace Classifier.Api.Chat.Slack;

/// <summary>Section <c>Chat:Slack</c> of the configuration.</summary>
internal sealed record SlackOptions
{
    /// <summary>The bot's token, <c>xoxb-…</c>.</summary>
    public string? BotToken { get; init; }

    /// <summary>A file that holds the token, for secrets that are mounted; <see cref="BotToken"/> goes first.</summary>
    public string? BotTokenFile { get; init; }

    /// <summary>What Slack signs its deliveries with; without it nothing is taken by HTTP.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>A file that holds it; two lines while it is changed.</summary>
    public string? SigningSecretFile { get; init; }

    /// <summary>The app's token, <c>xapp-…</c>, for Socket Mode; without it no socket is opened.</summary>
    public string? AppToken { get; init; }

    /// <summary>A file that holds it; <see cref="AppToken"/> goes first.</summary>
    public string? AppTokenFile { get; init; }

    /// <summary>Where the Web API is.</summary>
    public Uri ApiUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>How long one call may take; afterwards it is not known whether it had an effect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the published limits are multiplied by; a workspace may have been granted more.</summary>
    public double LimitFactor { get; init; } = 1;

    /// <summary>Whether people can answer: what they press and say reaches us.</summary>
    public bool IsInteractive => Secrets().Count > 0 || SocketToken() is not null;

    /// <summary>The settings, looked over.</summary>
    /// <exception cref="UnsafeDefaultsException">One is wrong.</exception>
    public SlackOptions Checked() => CallLimits.Fault(LimitFactor, SlackApi.CallsPerMinute.Values) is { } fault ? throw new UnsafeDefaultsException($"Chat:Slack:{fault}") : this;

    /// <summary>The bot's token.</summary>
    /// <exception cref="UnsafeDefaultsException">None is configured.</exception>
    public string Token() => Value(BotToken, BotTokenFile)
        ?? throw new UnsafeDefaultsException("Chat:Connectors names slack, but neither Chat:Slack:BotToken nor Chat:Slack:BotTokenFile is set.");

    /// <summary>The app's token; null without Socket Mode.</summary>
    public string? SocketToken() => Value(AppToken, AppTokenFile);

    /// <summary>Any of these may have signed a delivery.</summary>
    public IReadOnlyList<string> Secrets() => Value(SigningSecret, SigningSecretFile)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string? Value(string? text, string? file) => text is { Length: > 0 } ? text : file is { Length: > 0 } ? File.ReadAllText(file).Trim() : null;
}
