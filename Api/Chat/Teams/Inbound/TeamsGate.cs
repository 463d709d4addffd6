using System.Text.Json;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>
/// Lets in what the Bot Connector delivers for our app and our organisation alone
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).
/// </summary>
internal sealed class TeamsGate(TeamsKeys keys, BotApi bot, TeamsOptions options, TimeProvider clock)
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxToken = 16 * 1024;
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = MaxToken };

    /// <summary>Reads a delivery.</summary>
    /// <exception cref="ApiProblemException">401 when it does not prove where it comes from, 403 when it is not for us.</exception>
    public async Task<TeamsActivity> AdmitAsync(HttpContext context)
    {
        var token = await CheckAsync(context.Request.Headers.Authorization.ToString(), context.RequestAborted)
            ?? throw new ApiProblemException(ProblemTypes.Unauthorized, "The request carries no token of the Bot Connector, or one that is too old or for somebody else.");
        var activity = JsonBody.Parse(await JsonBody.ReadWholeAsync(context, MaxBytes), TeamsJson.Default.TeamsActivity);
        if (activity.ChannelId != "msteams" || !Guid.TryParse(options.TenantId, out var ours) || !Guid.TryParse(activity.Tenant, out var theirs) || ours != theirs)
            throw new ApiProblemException(ProblemTypes.Forbidden, "This is not of our organisation in Microsoft Teams.");
        // What is answered goes there, with our token.
        if (activity.ServiceUrl is not { } service || token.TryGetPayloadValue<string>("serviceurl", out var signed) is false || signed != service || !Uri.TryCreate(service, UriKind.Absolute, out var url) || !bot.Learn(url))
            throw new ApiProblemException(ProblemTypes.Forbidden, "The serviceUrl is not the one that was signed, or is not among Chat:Teams:AllowedServiceUrls.");
        return activity;
    }

    private async Task<JsonWebToken?> CheckAsync(string authorization, CancellationToken cancellationToken)
    {
        var text = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        if (text.Length > MaxToken || Read(text) is not { Kid.Length: > 0 } read || await keys.FindAsync(read.Kid, cancellationToken) is not { } key)
            return null;
        var result = await Tokens.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.AppId,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInTime,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now <= end + Skew && (notBefore is not { } begin || now >= begin - Skew);
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length == 0 ? null : new JsonWebToken(text);
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }
}
