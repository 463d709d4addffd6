using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Classifier.Api.Identity;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Problems;

namespace Classifier.Api.Intake;

/// <summary>
/// Lets a delivery in by a key with scope <c>alerts</c>, or by what its source asks for. A refusal never says which part was wrong, and a source whose
/// secret is not configured takes keys alone.
/// </summary>
internal sealed class WebhookGate(SourceSettings settings, SnsVerifier sns, TimeProvider clock, ILogger<WebhookGate> logger)
{
    /// <summary>Whose key it is; null when there is none, and the source's own proof has to do.</summary>
    /// <exception cref="ApiProblemException">403: the key lacks the scope.</exception>
    public static Delivery? ByKey(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name })
            return null;
        return principal.HasClaim(KeyAuthentication.ScopeClaim, Scopes.Alerts)
            ? new(name)
            : throw new ApiProblemException(ProblemTypes.Forbidden, "The key lacks the scope 'alerts'.");
    }

    /// <summary>Refuses what cannot be proven before its body is read.</summary>
    /// <exception cref="ApiProblemException">401.</exception>
    public static void RequireProof(SourceDefinition? source, IHeaderDictionary headers)
    {
        var mayProve = source?.Auth switch
        {
            HmacAuth hmac => headers.ContainsKey(hmac.Header),
            BasicAuth => headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase),
            SnsAuth => true,
            _ => false,
        };
        if (!mayProve)
            throw Refusal();
    }

    /// <summary>Checks the source's own proof.</summary>
    /// <exception cref="ApiProblemException">401; 503 when a signing certificate cannot be fetched now.</exception>
    public async Task<Delivery> ByProofAsync(SourceDefinition source, IHeaderDictionary headers, byte[] body, CancellationToken cancellationToken)
    {
        var delivery = source.Auth switch
        {
            HmacAuth hmac when HmacSignature.IsValid(hmac, headers, body, settings.Secrets(source.Name), clock.GetUtcNow()) => Delivery.Signed(source.Name, body),
            BasicAuth when IsPassword(headers.Authorization.ToString(), settings.Secrets(source.Name)) => new($"source:{source.Name}"),
            SnsAuth when await sns.IsValidAsync(source.Name, body, cancellationToken) => Delivery.Signed(source.Name, body),
            _ => null,
        };
        if (delivery is not null)
            return delivery;
        logger.DeliveryRefused(source.Name);
        throw Refusal();
    }

    private static bool IsPassword(string authorization, IReadOnlyList<string> secrets)
    {
        Span<byte> given = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), given, out var length))
            return false;
        var isValid = false;
        foreach (var secret in secrets)
            isValid |= CryptographicOperations.FixedTimeEquals(given[..length], Encoding.UTF8.GetBytes(secret));
        return isValid;
    }

    private static ApiProblemException Refusal() => new(ProblemTypes.Unauthorized, "Neither a key nor the source's own proof lets this delivery in.");
}
