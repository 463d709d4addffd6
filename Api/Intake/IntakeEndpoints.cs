using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Json;
using Classifier.Api.Problems;
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
        var group = routes.MapGroup("/v1").WithTags("Alerts").RequireAuthorization(Scopes.Alerts)
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.NotFound, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.Unavailable);
        group.MapPost("/alerts", Receive).Accepts<AlertRequest>("application/json").WithSummary("Accepts an alert; answers after it is durably stored");
        // Anonymous for the framework alone: WebhookGate asks for a key or the source's own proof.
        group.MapPost("/alerts/{source}", ReceiveWebhook).AllowAnonymous().Accepts<JsonElement>("application/json", AnyType).WithSummary("Accepts a tool's own webhook, by key or by the source's signature or password");
        group.MapPost("/sources/{source}/preview", Preview).Accepts<JsonElement>("application/json", AnyType).WithSummary("Shows what a webhook would become; stores nothing");
        group.MapGet("/alerts", List).WithSummary("Accepted alerts, newest first");
        group.MapGet("/alerts/{id:guid}", Get).WithSummary("Where an accepted alert stands");
    }

    private static async Task<Accepted<AlertAccepted>> Receive(HttpContext context, AlertIntake intake, Redactor redactor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.AlertRequest, MaxAlertBytes);
        var alert = request.ToAlert(redactor, clock.GetUtcNow());
        Unknown.Warn(context, request.Unknown);
        var ids = await intake.AcceptAsync([new(alert)], new(context.User.Identity?.Name ?? ""), cancellationToken);
        return TypedResults.Accepted($"/v1/alerts/{ids[0]}", new AlertAccepted(ids[0], "new"));
    }

    private static async Task<Results<Accepted<WebhookAccepted>, ProblemHttpResult>> ReceiveWebhook(
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
        var payload = WebhookBody.Payload(definition, context.Request.Headers, body);
        await subscriptions.ConfirmAsync(definition, payload, cancellationToken);
        var mapped = SourceMapper.Map(definition, payload, redactor, clock.GetUtcNow());
        var ids = mapped.Alerts.Count == 0 ? [] : await intake.AcceptAsync(mapped.Alerts, delivery, cancellationToken);
        return TypedResults.Accepted((string?)null, new WebhookAccepted(ids.Count, ids, mapped.Ignored));
    }

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
