using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Classifier.Api.Chat.Slack;

/// <summary>Calls methods of Slack's Web API (https://api.slack.com/web): one POST of a form, one JSON object back.</summary>
/// <param name="http">With address, token and time-out.</param>
/// <param name="limits">What may be called how often.</param>
internal sealed class SlackApi(HttpClient http, CallLimits limits)
{
    /// <summary>The name in configuration and in handles.</summary>
    public const string ConnectorName = "slack";

    /// <summary>Longest answer that is read: a page of 999 channels has some 2 MB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Calls per minute that Slack grants a workspace and method (https://api.slack.com/apis/rate-limits).</summary>
    public static IReadOnlyDictionary<string, CallLimit> CallsPerMinute { get; } = new Dictionary<string, CallLimit>
    {
        ["conversations.create"] = 20,
        ["conversations.list"] = 20,
        ["conversations.setTopic"] = 20,
        ["conversations.setPurpose"] = 20,
        ["conversations.archive"] = 20,
        ["conversations.invite"] = 50,
        ["conversations.kick"] = 50,
        ["conversations.history"] = 50,
        ["conversations.members"] = 100,
        ["conversations.open"] = 50,
        ["pins.add"] = 20,
        ["bookmarks.list"] = 50,
        ["bookmarks.add"] = 20,
        ["users.lookupByEmail"] = 50,
        ["chat.update"] = 50,
        ["chat.postMessage"] = 60,      // and so often in each channel
        ["chat.postEphemeral"] = 100,
        ["usergroups.users.list"] = 20,
        ["views.open"] = 100,
    };

    // The operation may have succeeded, or may later.
    private static readonly HashSet<string> Transient = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited", "team_added_to_org"];

    /// <summary>Calls a method.</summary>
    /// <returns>The answer, which may be <c>ok:false</c> for a reason that trying again does not change.</returns>
    /// <exception cref="ChatException">Not reached, refused for now, or not understood: whether it had an effect is not known.</exception>
    public async Task<T> CallAsync<T>(string method, Dictionary<string, string> form, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : SlackAnswer
    {
        await limits.TakeAsync(method, method == "chat.postMessage" ? form["channel"] : "", cancellationToken);
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(method, content, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                var wait = RetryAfter.Of(response);
                limits.Pause(method, "", wait ?? TimeSpan.FromSeconds(30));
                throw new ChatException(ConnectorName, $"{method} is asked too often", isTransient: true, wait);
            }
            if (!response.IsSuccessStatusCode)
                throw new ChatException(ConnectorName, $"{method} answered {(int)response.StatusCode}", isTransient: (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout, RetryAfter.Of(response));
            var answer = await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(cancellationToken), type, cancellationToken);
            if (answer is null || (!answer.Ok && answer.Error is null))
                throw Odd(method);
            return answer.Error is { } error && Transient.Contains(error) ? throw new ChatException(ConnectorName, $"{method}: {error}", isTransient: true, RetryAfter.Of(response)) : answer;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ChatException(ConnectorName, $"{method}: {error.Message}", isTransient: true);
        }
    }

    /// <summary>The answer, when all is well.</summary>
    /// <exception cref="ChatException">Slack refused, and will again.</exception>
    public static T Require<T>(string method, T answer)
        where T : SlackAnswer => answer.Ok ? answer : throw new ChatException(ConnectorName, $"{method}: {Reason(answer)}", isTransient: false);

    /// <summary>A part that the answer has when all is well.</summary>
    /// <exception cref="ChatException">It is missing, so somebody else answered: whether the call had an effect is not known.</exception>
    public static T Present<T>(string method, T? part)
        where T : class => part is null or "" ? throw Odd(method) : part;

    private static ChatException Odd(string method) => new(ConnectorName, $"{method} answered something else than Slack does", isTransient: true);

    private static string Reason(SlackAnswer answer) => answer switch
    {
        { Needed: { } scope } => $"the app lacks the scope {scope}",
        { Error: "not_in_channel" } => "the bot is not in the channel; somebody has to invite it (not_in_channel)",
        { Error: "not_authed" or "invalid_auth" or "token_revoked" or "token_expired" or "account_inactive" } => $"the bot's token is not valid any more ({answer.Error})",
        _ => $"{answer.Error}",
    };
}
