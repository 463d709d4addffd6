using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Idempotency;

/// <summary>Marks routes whose POSTs take effect once for each Idempotency-Key.</summary>
/// <param name="MaxBytes">Longest body; null where the route itself keeps the answer, in the transaction of its effect.</param>
internal sealed record TakesEffectOnce(int? MaxBytes);

/// <summary>
/// Reserves the key of a request, has it carried out, and keeps its answer. What changed nothing (4xx, 503) frees the key; a
/// process that ends in between leaves a reservation that expires, after which the request is carried out again.
/// </summary>
internal sealed class OnceMiddleware(RequestDelegate next, IDatabase database, IAnswerStore answers, TimeProvider clock, ILogger<OnceMiddleware> logger)
{
    /// <summary>Longer than an action takes, shorter than a sender gives up.</summary>
    public static readonly TimeSpan Reservation = TimeSpan.FromMinutes(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var request = await RequestAsync(context);
        if (request is null)
        {
            await next(context);
            return;
        }
        var reservedUntil = clock.GetUtcNow() + Reservation;
        var earlier = await database.WriteAsync(transaction => answers.TakeAsync(transaction, request, answer: null, clock.GetUtcNow(), reservedUntil), context.RequestAborted);
        if (earlier is not null)
        {
            await new RepeatedAnswer(earlier, request).ExecuteAsync(context);
            return;
        }
        context.RequestAborted = CancellationToken.None;      // whoever hangs up now will ask again for the answer
        await CarryOutAsync(context, request, reservedUntil);
    }

    private static async Task<OnceRequest?> RequestAsync(HttpContext context)
    {
        var isOurs = HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(IdempotencyKey.Header);
        if (!isOurs || context.GetEndpoint()?.Metadata.GetMetadata<TakesEffectOnce>() is not { MaxBytes: { } maxBytes })
            return null;
        var body = await JsonBody.ReadWholeAsync(context, maxBytes);
        context.Request.Body = new MemoryStream(body);
        return IdempotencyKey.Of(context.Request, context.User.Identity?.Name ?? "", body);
    }

    private async Task CarryOutAsync(HttpContext context, OnceRequest request, DateTimeOffset reservedUntil)
    {
        var sent = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        KeptAnswer? answer = null;
        try
        {
            await next(context);
            if (context.Response.StatusCode < 400)
                answer = new(context.Response.StatusCode, context.Response.ContentType, written.ToArray());
        }
        catch (Exception error) when (error is not (ApiProblemException or BadHttpRequestException or StoreUnavailableException))
        {
            answer = new(500, null, null);      // nobody knows whether it took effect
            throw;
        }
        finally
        {
            context.Response.Body = sent;
            await FinishAsync(request, reservedUntil, answer);
        }
        await sent.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length));
    }

    private async Task FinishAsync(OnceRequest request, DateTimeOffset reservedUntil, KeptAnswer? answer)
    {
        try
        {
            if (answer is null)
                await answers.ReleaseAsync(request, reservedUntil, CancellationToken.None);
            else
                await answers.CompleteAsync(request, reservedUntil, answer, clock.GetUtcNow() + IdempotencyKey.Kept, CancellationToken.None);
        }
        catch (StoreUnavailableException error)
        {
            logger.AnswerNotKept(reservedUntil, error.Message);
        }
    }
}
