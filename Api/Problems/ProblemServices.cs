using System.Diagnostics;

namespace Classifier.Api.Problems;

/// <summary>Every error is <c>application/problem+json</c> of the closed list, with a page that says what to do.</summary>
internal static class ProblemServices
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddExceptionHandler<ProblemHandler>()
        .AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var details = context.ProblemDetails;
            var status = details.Status ?? context.HttpContext.Response.StatusCode;
            if (details.Type?.StartsWith("/problems/", StringComparison.Ordinal) != true)
            {
                var type = ProblemTypes.OfStatus(status);
                (details.Type, details.Title) = (type.Type, type.Title);
                details.Detail ??= type.Advice;
            }
            details.Extensions["trace_id"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            details.Extensions.Remove("traceId");
            if (status is 429 or 503 || details.Type == ProblemTypes.InProgress.Type)
                ApiProblem.SetRetryAfter(context.HttpContext);
        });

    public static void MapProblemPages(this IEndpointRouteBuilder routes) => routes
        .MapGet("/problems/{slug}", (string slug) => ProblemTypes.All.FirstOrDefault(t => t.Slug == slug) is { } type
            ? Results.Text($"{type.Status} {type.Title}\n\n{type.Advice}\n", "text/plain; charset=utf-8")
            : ApiProblem.NotFound("such problem"))
        .AllowAnonymous().ExcludeFromDescription();
}
