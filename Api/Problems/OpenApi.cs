using Classifier.Api.Json;
using Microsoft.OpenApi;

namespace Classifier.Api.Problems;

/// <summary>The API's description: its name, how to authenticate, and the closed list of errors.</summary>
internal static class OpenApi
{
    private static readonly ProblemType[] OfEveryRoute = [ProblemTypes.Unauthorized, ProblemTypes.Forbidden, ProblemTypes.Internal];

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new()
        {
            Title = "Incident classifier",
            Version = "v1",
            Description = "Errors are problems by RFC 9457 from this list:\n\n" + string.Join('\n', ProblemTypes.All.Select(t => $"- {t.Status} `{t.Type}`: {t.Title}. {t.Advice}")),
        };
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key; also taken as X-Api-Key." },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }).AddOperationTransformer((operation, context, _) =>
    {
        RequestHeader.Describe(operation, context);
        return Task.CompletedTask;
    }));

    /// <summary>Says which problems the routes of a group can answer with.</summary>
    public static RouteGroupBuilder WithProblems(this RouteGroupBuilder group, params ReadOnlySpan<ProblemType> types)
    {
        foreach (var status in new HashSet<int>([.. OfEveryRoute.Concat(types.ToArray()).Select(t => t.Status)]).Order())
            group.ProducesProblem(status);
        return group;
    }
}
