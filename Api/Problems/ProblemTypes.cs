namespace Classifier.Api.Problems;

/// <summary>A kind of error: what it is called, its status and what a caller can do.</summary>
internal sealed record ProblemType(string Slug, int Status, string Title, string Advice)
{
    /// <summary>The problem's <c>type</c>, also the address of its page.</summary>
    public string Type => $"/problems/{Slug}";
}

/// <summary>The closed list of errors.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType Unreadable = new("unreadable", 400, "The body cannot be read", "Send one JSON value with the types of the OpenAPI document, each member once, at most 32 levels deep.");
    public static readonly ProblemType IdempotencyKey = new("idempotency-key", 400, "The Idempotency-Key is no key", "Send it once, with 1 to 255 printable ASCII characters, e.g. a UUID; a new one for each thing that is to happen.");
    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "No key, or one that is not known", "Send a key as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'. In development it is printed at the first start and stands in var/dev.key. Webhooks may prove themselves by their source's signature or password instead.");
    public static readonly ProblemType Forbidden = new("forbidden", 403, "The key lacks the scope", "Use a key with the scope that the route names.");
    public static readonly ProblemType NotFound = new("not-found", 404, "Not there", "Check the address. What is private to others is not there for you.");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The route does not take this method", "See the OpenAPI document for the route's methods.");
    public static readonly ProblemType Conflict = new("conflict", 409, "Not possible in this state", "Read the resource again and decide anew.");
    public static readonly ProblemType InProgress = new("in-progress", 409, "The first request with this key is in progress", "Send it again after Retry-After; it is then answered as the first.");
    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "It has changed since you read it", "Read the resource again and decide anew; If-Match takes the ETag that came with it.");
    public static readonly ProblemType TooLarge = new("too-large", 413, "The body is too large", "Alerts take 256 KiB, webhooks 1 MiB, batches 8 MiB or 500 items, lines of a stream 256 KiB, logs 16 MiB.");
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The media type is not taken here", "Send Content-Type: application/json; sources say in their file what else they take.");
    public static readonly ProblemType Invalid = new("invalid", 422, "A value breaks a rule", "Each error names the member by its JSON pointer.");
    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request", "Within 24 hours a key stands for one method, path and body. Send what is new with a new key.");
    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests", "Wait as long as Retry-After says.");
    public static readonly ProblemType Internal = new("internal", 500, "Our fault", "Report the trace id; nothing else is told here.");
    public static readonly ProblemType Unavailable = new("unavailable", 503, "The store cannot write now", "Nothing was kept, unless the detail says what was. Try again after Retry-After.");
    public static readonly ProblemType NoModel = new("no-model", 503, "No model is loaded", "Alerts are still accepted and go to triage. See GET /health/ready and GET /v1/models.");

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        Unreadable, IdempotencyKey, Unauthorized, Forbidden, NotFound, MethodNotAllowed, Conflict, InProgress, PreconditionFailed, TooLarge, UnsupportedMediaType, Invalid, IdempotencyKeyReused,
        TooManyRequests, Internal, Unavailable, NoModel,
    ];

    /// <summary>The type that stands for a bare status: the first of it in the list.</summary>
    public static ProblemType OfStatus(int status) => All.FirstOrDefault(t => t.Status == status) ?? (status >= 500 ? Internal : Unreadable);
}
