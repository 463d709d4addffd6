using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Alerts;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>A call of Graph or of the Bot Connector.</summary>
/// <param name="What">What it is for, as people are told.</param>
/// <param name="Method">HTTP's.</param>
/// <param name="Url">The whole address.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record TeamsCall(string What, HttpMethod Method, Uri Url, byte[]? Body = null)
{
    /// <summary>Of which limit it takes.</summary>
    public string Limit { get; init; } = GraphApi.Limit;

    /// <summary>What it takes of a limit for all places together; null for none.</summary>
    public string? LimitOfAll { get; init; }

    /// <summary>Where, for limits of a place; empty for the whole tenant.</summary>
    public string Place { get; init; } = "";
}

/// <summary>Calls Graph or the Bot Connector: JSON there and back, with a token of our app that is fetched anew once when it is refused.</summary>
/// <param name="http">With time-out and the most that is read.</param>
/// <param name="token">Ours.</param>
/// <param name="limits">What may be called how often.</param>
internal sealed class TeamsHttp(HttpClient http, EntraToken token, CallLimits limits)
{
    /// <summary>The name in configuration and in handles.</summary>
    public const string ConnectorName = "teams";

    /// <summary>Longest answer that is read: a page of 50 messages with cards of 28 KB and their replies has some 2 MB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Calls.</summary>
    /// <returns>The answer, which may be a refusal that trying again does not change.</returns>
    /// <exception cref="ChatException">Not reached, or refused for now: whether it had an effect is not known.</exception>
    public async Task<TeamsAnswer> SendAsync(TeamsCall call, CancellationToken cancellationToken)
    {
        await limits.TakeAsync(call.LimitOfAll is { } ofAll ? [(call.Limit, call.Place), (ofAll, "")] : [(call.Limit, call.Place)], cancellationToken);
        try
        {
            var bearer = await token.GetAsync(cancellationToken);
            var answer = await TryAsync(call, bearer, cancellationToken);
            if (answer.Status != HttpStatusCode.Unauthorized)
                return answer;
            await token.RefuseAsync(bearer, cancellationToken);
            return await TryAsync(call, await token.GetAsync(cancellationToken), cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ChatException(ConnectorName, $"{call.What}: {error.Message}", isTransient: true);
        }
    }

    private async Task<TeamsAnswer> TryAsync(TeamsCall call, string bearer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, call.Url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (call.Body is not null)
            request.Content = new ByteArrayContent(call.Body) { Headers = { ContentType = new("application/json") } };
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            var wait = RetryAfter.Of(response);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                limits.Pause(call.Limit, call.Place, wait ?? TimeSpan.FromSeconds(30));
            throw new ChatException(ConnectorName, $"{call.What}: Teams is {(response.StatusCode == HttpStatusCode.TooManyRequests ? "asked too often" : "not there now")}", isTransient: true, wait);
        }
        // 412: the Bot Connector was changed by two at once, and wants to be asked again.
        if ((int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.PreconditionFailed)
            throw new ChatException(ConnectorName, $"{call.What} was answered {(int)response.StatusCode}", isTransient: true);
        return new(call.What, response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}

/// <summary>What a call was answered, when it was taken or refused for good.</summary>
/// <param name="What">What it was for.</param>
/// <param name="Status">HTTP's.</param>
/// <param name="Body">As it came.</param>
internal sealed record TeamsAnswer(string What, HttpStatusCode Status, byte[] Body)
{
    private const int MaxWords = 300;

    public bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>Why not; null where nothing is said that can be read.</summary>
    public TeamsError? Error => IsOk ? null : ReadError();

    /// <summary>Reads the answer of a call that was taken.</summary>
    /// <exception cref="ChatException">It was refused for good; or somebody else answered, and whether it had an effect is not known.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        Require();
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw Odd();
        }
        catch (JsonException)
        {
            throw Odd();
        }
    }

    /// <summary>A part that the answer has when all is well.</summary>
    /// <exception cref="ChatException">It is missing.</exception>
    public T Present<T>(T? part)
        where T : class => part is null or "" ? throw Odd() : part;

    /// <summary>Does nothing when all is well.</summary>
    /// <exception cref="ChatException">It was refused for good.</exception>
    public void Require()
    {
        if (!IsOk)
            throw new ChatException(TeamsHttp.ConnectorName, $"{What}: {Reason()}", isTransient: false);
    }

    private ChatException Odd() => new(TeamsHttp.ConnectorName, $"{What} was answered with something else than Teams answers", isTransient: true);

    private string Reason() => (Status, Error) switch
    {
        (HttpStatusCode.Unauthorized, _) => "the app's token is refused",
        (_, { Code: "BotNotInConversationRoster" }) => "the bot is not in the channel; somebody has to add the app to it (BotNotInConversationRoster)",
        (HttpStatusCode.Forbidden, null) => "the app may not",
        (_, null) => $"answered {(int)Status}",
        (_, { } error) => $"{error.Code} ({(int)Status}): {AlertLimits.OneLine(AlertLimits.Keep(error.Message ?? "", MaxWords))}",
    };

    private TeamsError? ReadError()
    {
        try
        {
            return JsonSerializer.Deserialize(Body, TeamsJson.Default.TeamsRefusal)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
