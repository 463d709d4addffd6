using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Identity;

/// <summary>Keys as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";
    public const string ScopeClaim = "scope";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Given() is not { } given)
            return AuthenticateResult.NoResult();
        if (await keys.FindAsync(given, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("unknown key");
        var scopes = key.Scopes.Contains(Scopes.Admin) ? Scopes.All : key.Scopes;
        var claims = scopes.Select(s => new Claim(ScopeClaim, s)).Prepend(new(ClaimTypes.Name, $"key:{key.Name}"));
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    private string? Given()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization["Bearer ".Length..].Trim();
        return Request.Headers.TryGetValue("X-Api-Key", out var header) ? header.ToString() : null;
    }
}
