using Classifier.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Classifier.Api.Problems;

/// <summary>The one place where exceptions become problems.</summary>
internal sealed class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var details = exception switch
        {
            ApiProblemException known => ApiProblem.Details(known.Type, known.Message, known.Errors),
            StoreUnavailableException => ApiProblem.Details(ProblemTypes.Unavailable, "The store cannot write now. Nothing of this request was kept."),
            BadHttpRequestException { StatusCode: 413 } => ApiProblem.Details(ProblemTypes.TooLarge, "The body is larger than this route takes."),
            BadHttpRequestException bad => ApiProblem.Details(ProblemTypes.OfStatus(bad.StatusCode), bad.StatusCode == 400 ? "The request cannot be read." : bad.Message),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => null,
            _ => ApiProblem.Details(ProblemTypes.Internal, "Something broke on our side."),
        };
        if (details is null)
            return true;    // the caller has gone
        if (details.Status == 500)
            logger.RequestFailed(exception, httpContext.Request.Path);
        httpContext.Response.StatusCode = details.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = details, Exception = exception });
    }
}
