using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Problems;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Where Teams delivers what people say and press.</summary>
internal static class TeamsEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder routes)
    {
        // Anonymous for the framework alone: the gate asks for the Bot Connector's token.
        var group = routes.MapGroup("/chat/teams").WithTags("Chat").AllowAnonymous().WithProblems(ProblemTypes.Unauthorized, ProblemTypes.Forbidden, ProblemTypes.Unreadable, ProblemTypes.TooLarge, ProblemTypes.Unavailable);
        group.MapPost("/messages", async (HttpContext context, TeamsGate gate, TeamsInbox inbox) =>
        {
            var activity = await gate.AdmitAsync(context);
            var answer = await inbox.TakeAsync(activity, context.RequestAborted);
            return answer is null ? Results.Ok() : Results.Json(answer, TeamsJson.Default.TeamsInvokeAnswer);
        }).WithSummary("Messages, buttons and forms of Microsoft Teams");
    }
}
