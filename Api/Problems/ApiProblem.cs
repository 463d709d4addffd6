using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Classifier.Api.Problems;

/// <summary>What is wrong with one member.</summary>
/// <param name="Member">JSON pointer to it; empty for the whole body.</param>
/// <param name="Detail">In words for people.</param>
public sealed record MemberError([property: JsonPropertyName("pointer")] string Member, string Detail);

/// <summary>An error that a caller is told as RFC 9457 problem.</summary>
internal sealed class ApiProblemException(ProblemType type, string detail, IReadOnlyList<MemberError>? errors = null) : Exception(detail)
{
    public ProblemType Type { get; } = type;

    public IReadOnlyList<MemberError> Errors { get; } = errors ?? [];
}

/// <summary>Makes problems.</summary>
internal static class ApiProblem
{
    private const int RetryAfterSeconds = 2;

    public static ProblemDetails Details(ProblemType type, string detail, IReadOnlyList<MemberError>? errors = null)
    {
        var problem = new ProblemDetails { Type = type.Type, Title = type.Title, Status = type.Status, Detail = detail };
        if (errors is { Count: > 0 })
            problem.Extensions["errors"] = errors;
        return problem;
    }

    public static ProblemHttpResult Result(ProblemType type, string detail, IReadOnlyList<MemberError>? errors = null) =>
        TypedResults.Problem(Details(type, detail, errors));

    public static ProblemHttpResult NotFound(string what) => Result(ProblemTypes.NotFound, $"There is no {what}, or not for you.");

    /// <summary>Tells a caller when to try again, unless that is told already.</summary>
    public static void SetRetryAfter(HttpContext context)
    {
        if (context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
