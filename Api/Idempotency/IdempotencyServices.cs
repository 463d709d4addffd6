using Classifier.Api.Json;
using Classifier.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Idempotency;

/// <summary>Requests that take effect once, however often they are sent.</summary>
internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<IAnswerStore, AnswerStore>()
        .AddSingleton<OneTime>()
        .AddHostedService<AnswerCleaner>();

    /// <summary>The POSTs of these routes take effect once for each Idempotency-Key.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="maxBytes">Longest body.</param>
    public static TBuilder TakesEffectOnce<TBuilder>(this TBuilder routes, int maxBytes) where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new TakesEffectOnce(maxBytes), Description);

    /// <summary>As <see cref="TakesEffectOnce{TBuilder}(TBuilder, int)"/>, by their own hand: the answer is kept in the transaction of the effect.</summary>
    public static TBuilder TakesEffectOnce<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new TakesEffectOnce(null), Description);

    private static RequestHeader Description { get; } = new(
        IdempotencyKey.Header,
        "A key of your own for what is to happen, e.g. a UUID. The request takes effect once: sent again within 24 hours it is answered as the first time, with Idempotent-Replayed: true; "
        + "with another body or path it is 422; while the first is in progress 409 with Retry-After. Answers of 4xx and 503 had no effect and are not kept.",
        IdempotencyKey.MaxLength);
}
