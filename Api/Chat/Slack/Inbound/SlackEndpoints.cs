using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>Where Slack delivers by HTTP. Who sends is proved by the signature over the raw bytes (https://api.slack.com/authentication/verifying-requests-from-slack).</summary>
internal static class SlackEndpoints
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>How Slack signs.</summary>
    public static readonly HmacAuth Signed = new("X-Slack-Signature", "v0=", "sha256", "hex", "X-Slack-Request-Timestamp", TimeSpan.FromMinutes(5), $"v0:{HmacAuth.Timestamp}:", "");

    public static void MapSlack(this IEndpointRouteBuilder routes, SlackOptions options)
    {
        if (options.Secrets() is not { Count: > 0 } secrets)
            return;
        // Anonymous for the framework alone.
        var group = routes.MapGroup("/chat/slack").WithTags("Chat").AllowAnonymous().WithProblems(ProblemTypes.Unauthorized, ProblemTypes.Unreadable, ProblemTypes.TooLarge, ProblemTypes.Unavailable);
        group.MapPost("/events", async (HttpContext context, SlackInbox inbox, TimeProvider clock) =>
        {
            var callback = Parse(await ReadAsync(context, secrets, clock), SlackJson.Default.SlackCallback);
            if (callback is { Type: "url_verification", Challenge: { } challenge })
                return Results.Text(challenge);
            await inbox.TakeAsync(callback, context.RequestAborted);
            return Results.Ok();
        }).WithSummary("Events of Slack: mentions, messages, people who join");
        group.MapPost("/interactivity", async (HttpContext context, SlackInbox inbox, TimeProvider clock) =>
        {
            var payload = Field(await ReadAsync(context, secrets, clock), "payload");
            return Answer(await inbox.TakeAsync(Parse(System.Text.Encoding.UTF8.GetBytes(payload), SlackJson.Default.SlackInteraction), context.RequestAborted));
        }).WithSummary("Buttons, shortcuts and forms of Slack");
        group.MapPost("/commands", async (HttpContext context, SlackInbox inbox, TimeProvider clock) =>
        {
            var body = await ReadAsync(context, secrets, clock);
            return Answer(await inbox.TakeAsync(new SlackSlash(Field(body, "user_id"), Field(body, "channel_id"), Field(body, "text"), Field(body, "trigger_id")), context.RequestAborted));
        }).WithSummary("Slash commands of Slack");
    }

    private static async Task<byte[]> ReadAsync(HttpContext context, IReadOnlyList<string> secrets, TimeProvider clock)
    {
        var body = await JsonBody.ReadWholeAsync(context, MaxBytes);
        return HmacSignature.IsValid(Signed, context.Request.Headers, body, secrets, clock.GetUtcNow())
            ? body
            : throw new ApiProblemException(ProblemTypes.Unauthorized, "The request is not signed by Slack, or too old.");
    }

    private static IResult Answer(SlackResponse? response) => response is null ? Results.Ok() : Results.Json(response, SlackJson.Default.SlackResponse);

    private static string Field(byte[] form, string name) => QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(form)).TryGetValue(name, out var value) ? value.ToString() : "";

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new ApiProblemException(ProblemTypes.Unreadable, $"This is nothing that Slack sends: {error.Message}");
        }
    }
}
