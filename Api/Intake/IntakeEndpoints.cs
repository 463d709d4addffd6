using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Idempotency;
using Classifier.Incidents;
using Classifier.Redaction;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Intake;

/// <summary>Alerts in.</summary>
internal static class IntakeEndpoints
{
    /// <summary>Longest body of one alert.</summary>
    public const int MaxAlertBytes = 256 * 1024;

    // Which types a source takes beside JSON stands in its file.
    private const string AnyType = "*/*";

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Alerts").RequireAuthorization(Scopes.Alerts).RequireKeyLimit()
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.NotFound, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.TooManyRequests, ProblemTypes.Unavailable);
        group.MapPost("/alerts", Receive).TakesEffectOnce().Accepts<AlertRequest>("application/json").WithSummary("Accepts an alert; answers after it is durably stored");
        // Anonymous for the framework alone: WebhookGate asks for a key or the source's own proof.
        group.MapPost("/alerts/{source}", ReceiveWebhook).TakesEffectOnce().AllowAnonymous().Accepts<JsonElement>("application/json", AnyType).WithSummary("Accepts a tool's own webhook, by key or by the source's signature or password");
        group.MapPost("/sources/{source}/preview", Preview).Accepts<JsonElement>("application/json", AnyType).WithSummary("Shows what a webhook would become; stores nothing");
        group.MapGet("/alerts", List).WithSummary("Accepted alerts, newest first");
        group.MapGet("/alerts/{id:guid}", Get).WithSummary("Where an accepted alert stands");
    }

    private static async Task<Results<Accepted<AlertAccepted>, RepeatedAnswer>> Receive(HttpContext context, AlertIntake intake, Redactor redactor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadBytesAsync(context, MaxAlertBytes);
        var delivery = new Delivery(context.User.Identity?.Name ?? "").WithKeyOf(context.Request, body);
        var request = JsonBody.Parse(body, ApiJson.Default.AlertRequest);
        var alert = request.ToAlert(redactor, clock.GetUtcNow());
        Unknown.Warn(context, request.Unknown);
        var acceptance = await intake.AcceptAsync([new(alert)], payload: null, delivery, ids => Kept(new(ids[0], "duplicate"), ApiJson.Default.AlertAccepted), cancellationToken);
        return acceptance is { Ids: [var id] }
            ? TypedResults.Accepted($"/v1/alerts/{id}", new AlertAccepted(id, "new"))
            : new RepeatedAnswer(acceptance.Earlier!, delivery.Once!);
    }

    private static async Task<Results<Accepted<WebhookAccepted>, RepeatedAnswer, ProblemHttpResult>> ReceiveWebhook(
        string source, HttpContext context, SourceCatalog sources, WebhookGate gate, SnsSubscriptions subscriptions, AlertIntake intake, Redactor redactor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var definition = sources.Find(source);
        var delivery = WebhookGate.ByKey(context.User);
        if (delivery is null)
            WebhookGate.RequireProof(definition, context.Request.Headers);
        if (definition is null)
            return NoSuchSource(source, sources);
        var body = await WebhookBody.ReadAsync(context, definition);
        delivery ??= await gate.ByProofAsync(definition, context.Request.Headers, body, cancellationToken);
        delivery = delivery.WithKeyOf(context.Request, body);
        var payload = WebhookBody.Payload(definition, context.Request.Headers, body);
        await subscriptions.ConfirmAsync(definition, payload, cancellationToken);
        var mapped = SourceMapper.Map(definition, payload, redactor, clock.GetUtcNow());
        WebhookAccepted Answer(IReadOnlyList<Guid> ids) => new(ids.Count, ids, mapped.Ignored);
        if (mapped.Alerts.Count == 0)
            return TypedResults.Accepted((string?)null, Answer([]));
        var held = mapped.Alerts.Any(a => a.Error is not null) ? RedactedJson.Of(payload, redactor) : null;
        var acceptance = await intake.AcceptAsync(mapped.Alerts, held, delivery, ids => Kept(Answer(ids), ApiJson.Default.WebhookAccepted), cancellationToken);
        return acceptance.Earlier is { } earlier ? new RepeatedAnswer(earlier, delivery.Once!) : TypedResults.Accepted((string?)null, Answer(acceptance.Ids));
    }

    private static KeptAnswer Kept<T>(T answer, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status202Accepted, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(answer, type));

    private static async Task<Results<Ok<SourcePreview>, ProblemHttpResult>> Preview(string source, HttpContext context, SourceCatalog sources, Redactor redactor, TimeProvider clock)
    {
        if (sources.Find(source) is not { } definition)
            return NoSuchSource(source, sources);
        var body = await WebhookBody.ReadAsync(context, definition);
        var mapped = SourceMapper.Map(definition, WebhookBody.Payload(definition, context.Request.Headers, body), redactor, clock.GetUtcNow());
        return TypedResults.Ok(new SourcePreview([.. mapped.Alerts.Select(a => CanonicalView.Of(a, redactor))], mapped.Ignored));
    }

    private static async Task<Results<Ok<Page<AlertView>>, ProblemHttpResult>> List(
        HttpContext context, IInbox inbox, AlertVisibility visibility, CancellationToken cancellationToken, int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!Paging.IsLimit(limit) || !Paging.TryRead(cursor, out Guid? before))
            return Paging.Refusal();
        var entries = await inbox.ListAsync(before, limit, cancellationToken);
        var visible = await visibility.FilterAsync(entries, context.User, cancellationToken);
        return TypedResults.Ok(new Page<AlertView>(visible, entries.Count == limit ? Paging.Write(entries[^1].Id) : null));
    }

    private static async Task<Results<Ok<AlertView>, ProblemHttpResult>> Get(Guid id, HttpContext context, IInbox inbox, AlertVisibility visibility, CancellationToken cancellationToken) =>
        await inbox.FindAsync(id, cancellationToken) is { } entry && await visibility.FilterAsync([entry], context.User, cancellationToken) is [var view]
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound($"alert {id}");

    private static ProblemHttpResult NoSuchSource(string source, SourceCatalog sources) =>
        ApiProblem.Result(ProblemTypes.NotFound, $"There is no source '{source}'; known are {string.Join(", ", sources.Names)}.");
}
