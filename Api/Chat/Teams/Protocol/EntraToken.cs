using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>The token of our app for one scope (OAuth 2.0 client credentials): used until shortly before its end, and fetched by one caller at a time.</summary>
/// <param name="http">With time-out.</param>
/// <param name="options">Who we are, and where tokens are to be had.</param>
/// <param name="scope">What it is for.</param>
/// <param name="clock">For its end.</param>
internal sealed class EntraToken(HttpClient http, TeamsOptions options, string scope, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _one = new(1);
    private string? _token;
    private DateTimeOffset _until;
    private volatile Failure _failure = new(0, null);

    /// <summary>A token that is valid for some time.</summary>
    /// <exception cref="ChatException">There is none to be had.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var before = _failure.Number;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } kept && clock.GetUtcNow() < _until)
                return kept;
            if (_failure.Number != before)
                _failure.Error!.Throw();        // of the one who asked while we waited: each time-out after the other would outlast a step's lease
            return _token = await FetchAsync(cancellationToken);
        }
        catch (Exception error) when (_failure.Number == before && !cancellationToken.IsCancellationRequested)
        {
            _failure = new(before + 1, ExceptionDispatchInfo.Capture(error));
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A token was refused: the next one is fetched.</summary>
    public async Task RefuseAsync(string token, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        if (_token == token)
            _token = null;
        _one.Release();
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = options.AppId!, ["client_secret"] = options.Secret(), ["scope"] = scope });
        using var response = await http.PostAsync(options.TokenUrl, form, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new ChatException(TeamsHttp.ConnectorName, $"Entra gives the app no token: {TeamsOptions.Section}:AppId, ClientSecret or TenantId is wrong, or the secret's time is over", isTransient: false);
        if (!response.IsSuccessStatusCode)
            throw new ChatException(TeamsHttp.ConnectorName, $"asking for a token was answered {(int)response.StatusCode}", isTransient: true, RetryAfter.Of(response));
        var answer = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), TeamsJson.Default.EntraAnswer);
        if (answer is not { AccessToken: { Length: > 0 } token, ExpiresIn: > 0 })
            throw new ChatException(TeamsHttp.ConnectorName, "asking for a token was answered with something else", isTransient: true);
        var lasts = TimeSpan.FromSeconds(Math.Min(answer.ExpiresIn, TimeSpan.SecondsPerDay));
        _until = clock.GetUtcNow() + (lasts > 2 * Early ? lasts - Early : lasts / 2);
        return token;
    }

    private sealed record Failure(int Number, ExceptionDispatchInfo? Error);
}
