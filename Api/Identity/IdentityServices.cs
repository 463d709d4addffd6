using Classifier.Api.Incidents;
using Classifier.Identity;
using Classifier.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Classifier.Api.Identity;

/// <summary>Keys for machines, a cookie for people in the console; every route needs one unless it says otherwise.</summary>
internal static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<DevelopmentKey>();
        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, options =>
            {
                options.Cookie.Name = "classifier";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.LoginPath = "/sign-in";
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = RejectUnknownAsync;
            });
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(KeyAuthentication.SchemeName).RequireAuthenticatedUser().Build());
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.AddAuthenticationSchemes(KeyAuthentication.SchemeName).RequireClaim(KeyAuthentication.ScopeClaim, scope));
        return services;
    }

    /// <summary>Whoever the directory no longer lists is signed out.</summary>
    private static Task RejectUnknownAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<CurrentDirectory>().Value;
        if (directory.Person(context.Principal?.Identity?.Name) is null)
            context.RejectPrincipal();
        return Task.CompletedTask;
    }
}
