using System.Net.Http.Headers;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Outgoing;

namespace Classifier.Api.Rotations;

/// <summary>The directory as it changes, and rotations that are kept elsewhere.</summary>
internal static class RotationServices
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddRotations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient(nameof(CalendarShifts), http => (http.Timeout, http.MaxResponseContentBufferSize) = (Timeout, CalendarShifts.MaxBytes)).WithoutRedirects();
        var options = configuration.GetSection("OnCall:PagerDuty").Get<PagerDutyOptions>() ?? new();
        var token = options.Secret();
        if (token is not null)
        {
            services.AddHttpClient(nameof(PagerDutyShifts), http =>
            {
                (http.BaseAddress, http.Timeout, http.MaxResponseContentBufferSize) = (options.ApiUrl, Timeout, PagerDutyShifts.MaxBytes);
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", $"token={token}");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.pagerduty+json;version=2");
            }).WithoutRedirects();
        }
        return services
            .AddSingleton<IReadsShifts>(provider => new CalendarShifts(Client(provider, nameof(CalendarShifts)), provider.GetRequiredService<Home>()))
            .AddSingleton<IReadsShifts>(provider => new PagerDutyShifts(token is not null ? Client(provider, nameof(PagerDutyShifts)) : null))
            .AddSingleton<IReadsShifts>(provider => new SlackGroupShifts(provider.GetService<SlackApi>()))
            .AddSingleton<ShiftReader>()
            .AddSingleton<DirectoryWatch>()
            .AddHostedService(provider => provider.GetRequiredService<DirectoryWatch>())
            .AddHostedService<ShiftWorker>();
    }

    private static HttpClient Client(IServiceProvider provider, string name) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
}

/// <summary>Section <c>OnCall:PagerDuty</c> of the configuration.</summary>
internal sealed record PagerDutyOptions
{
    /// <summary>A key of the REST API that may read.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds it, for secrets that are mounted; <see cref="Token"/> goes first.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where the REST API is; accounts of the EU have another address.</summary>
    public Uri ApiUrl { get; init; } = new("https://api.pagerduty.com/");

    /// <summary>The key; null when none is configured.</summary>
    public string? Secret() => Token is { Length: > 0 } ? Token : TokenFile is { Length: > 0 } ? File.ReadAllText(TokenFile).Trim() : null;
}
