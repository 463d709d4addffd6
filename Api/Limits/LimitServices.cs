using System.Globalization;
using System.Threading.RateLimiting;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Limits;

/// <summary>A bucket of requests for each key, so that no sender takes the service from the others.</summary>
internal static class LimitServices
{
    private const string KeyLimit = "key";
    private const int RefillsPerSecond = 10;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RequestLimits, RequestLimitsValidator>().BindConfiguration(RequestLimits.Section);
        return services.AddRateLimiter(options =>
        {
            options.AddPolicy(KeyLimit, context => RateLimitPartition.GetTokenBucketLimiter(
                SenderOf(context), _ => Bucket(context.RequestServices.GetRequiredService<IOptions<RequestLimits>>().Value)));
            options.OnRejected = RefuseAsync;
        });
    }

    /// <summary>These routes count against the caller's bucket.</summary>
    public static TBuilder RequireKeyLimit<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder => routes.RequireRateLimiting(KeyLimit);

    /// <summary>The key; without one, as signed webhooks come, the peer: before its proof is checked a source's name is anybody's.</summary>
    private static string SenderOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : $"peer:{context.Connection.RemoteIpAddress}";

    private static TokenBucketRateLimiterOptions Bucket(RequestLimits limits) => new()
    {
        TokenLimit = limits.Burst,
        TokensPerPeriod = Math.Max(limits.RequestsPerSecond / RefillsPerSecond, 1),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1.0 / RefillsPerSecond, 1.0 / limits.RequestsPerSecond)),
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await ApiProblem.Result(ProblemTypes.TooManyRequests, "This key has used up its requests for now. Nothing of this request was kept.").ExecuteAsync(context);
    }
}
