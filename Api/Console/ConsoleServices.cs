using System.Net;
using Classifier.Api.Console.IncidentList;
using Classifier.Api.Console.IncidentPage;
using Classifier.Api.Console.RoomPage;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;

namespace Classifier.Api.Console;

/// <summary>The pages for people. In Production they are off until people can sign in there.</summary>
internal static class ConsoleServices
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    private static readonly AuthorizationPolicy SignedIn =
        new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build();

    public static IServiceCollection AddConsole(this IServiceCollection services, Home home)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddDataProtection().SetApplicationName("classifier").PersistKeysToFileSystem(new(Path.Combine(home.Var, "cookie-keys")));
        // It warns that keys stand unencrypted in a folder; ours does, beside the database.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        return services.AddScoped<ConsoleSession>().AddSingleton<FirstAnswers>().AddSingleton<IncidentBoardReader>().AddSingleton<IncidentDetailsReader>().AddSingleton<StandingConversation>();
    }

    public static void MapConsole(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            foreach (var path in (string[])["/", "/incidents", "/incidents/{id}", "/rooms/{name}", "/times", "/mutes", SignInPath, SignOutPath])
                app.Map(path, () => ApiProblem.NotFound("console in Production yet")).AllowAnonymous().ExcludeFromDescription();
            return;
        }
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPost(SignOutPath, SignOut).AllowAnonymous().ExcludeFromDescription();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(SignedIn);
    }

    /// <summary>Whether a request comes from this machine and names it: a page elsewhere that points its name here does not.</summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    // The form is read for its antiforgery token alone.
    private static async Task<IResult> SignOut(HttpContext context, IFormCollection form)
    {
        _ = form;
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect(SignInPath);
    }
}
