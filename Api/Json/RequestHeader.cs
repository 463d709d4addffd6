using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Classifier.Api.Json;

/// <summary>A header that a route takes, for its description.</summary>
/// <param name="Name">Of the header.</param>
/// <param name="Description">What it does.</param>
/// <param name="MaxLength">Longest value; null when any will do.</param>
internal sealed record RequestHeader(string Name, string Description, int? MaxLength = null)
{
    /// <summary>Adds the headers of a route to its description.</summary>
    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var header in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestHeader>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = header.MaxLength },
            });
        }
    }
}

/// <summary>Headers of conditional requests.</summary>
internal static class ConditionalHeaders
{
    /// <summary>304 when nothing has changed since.</summary>
    public static TBuilder TakesIfNoneMatch<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequestHeader("If-None-Match", "The ETag of an earlier answer: 304 without a body when it would be the same again."));

    /// <summary>412 when it has changed since.</summary>
    public static TBuilder TakesIfMatch<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequestHeader("If-Match", "The incident's ETag: 412 when another fact, answer or alert has come since. Rooms that open and people who come do not count."));
}
